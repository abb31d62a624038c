package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.Pins.KnownVersion;
import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import java.util.List;
import java.util.Optional;

/// Which tarball of a source package to use. Debian's archive moves: a version disappears with the
/// next point release, and a pin alone would end the build within months. So the order is: a known
/// version in the user's cache, any version that is there, a known version that Debian offers, and
/// last whatever Debian offers, newest first.
final class SourceChoice {
  private final SourcePackage source;

  SourceChoice(SourcePackage source) {
    this.source = source;
  }

  /// A tarball that can be had.
  ///
  /// @param version the upstream version
  record Tarball(String version, String sha256) {}

  /// The one in the cache to use, if there is one.
  Optional<Tarball> cached(List<Tarball> there) {
    return there.stream().sorted((a, b) -> Integer.compare(rank(a), rank(b))).findFirst();
  }

  /// The offers in the order to try them.
  List<Tarball> ordered(List<Tarball> offers) {
    return offers.stream()
        .sorted(
            (a, b) -> rank(a) != rank(b) ? Integer.compare(rank(a), rank(b)) : newestFirst(a, b))
        .distinct()
        .toList();
  }

  boolean known(Tarball tarball) {
    return rank(tarball) < source.known().size();
  }

  /// A known version has its bytes too: the same name with other bytes is not known.
  private int rank(Tarball tarball) {
    for (int i = 0; i < source.known().size(); i++) {
      KnownVersion known = source.known().get(i);
      if (known.sha256().equals(tarball.sha256())) {
        return i;
      }
    }
    return source.known().size();
  }

  private static int newestFirst(Tarball a, Tarball b) {
    List<Integer> left = numbers(a.version());
    List<Integer> right = numbers(b.version());
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      if (!left.get(i).equals(right.get(i))) {
        return Integer.compare(right.get(i), left.get(i));
      }
    }
    return Integer.compare(right.size(), left.size());
  }

  private static List<Integer> numbers(String version) {
    return java.util.regex.Pattern.compile("\\d{1,9}")
        .matcher(version)
        .results()
        .map(m -> Integer.valueOf(m.group()))
        .toList();
  }
}
