package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// The order in which to try a package's tarballs: known versions first, then the newest.
final class SourceChoice {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private final SourcePackage source;

  SourceChoice(SourcePackage source) {
    this.source = source;
  }

  /// An available tarball.
  ///
  /// @param name Debian's name for its package
  record Tarball(String name, String file, String sha256) {}

  List<Tarball> ordered(List<Tarball> offers) {
    return offers.stream()
        .sorted(Comparator.comparingInt(this::rank).thenComparing(SourceChoice::newestFirst))
        .distinct()
        .toList();
  }

  /// A version is known only if its digest matches too: the same name with other bytes is not
  /// known.
  private int rank(Tarball tarball) {
    for (int i = 0; i < source.known().size(); i++) {
      if (source.known().get(i).sha256().equals(tarball.sha256())) {
        return i;
      }
    }
    return source.known().size();
  }

  private static int newestFirst(Tarball a, Tarball b) {
    List<Integer> left = numbers(a.file());
    List<Integer> right = numbers(b.file());
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      if (!left.get(i).equals(right.get(i))) {
        return Integer.compare(right.get(i), left.get(i));
      }
    }
    return Integer.compare(right.size(), left.size());
  }

  private static List<Integer> numbers(String file) {
    return NUMBER.matcher(file).results().map(m -> Integer.valueOf(m.group())).toList();
  }
}
