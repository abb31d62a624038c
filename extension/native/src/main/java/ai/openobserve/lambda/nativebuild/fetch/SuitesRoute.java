package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import ai.openobserve.lambda.nativebuild.fetch.SourceChoice.Tarball;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tarballs that Debian's suites list; apt verifies their signatures.
record SuitesRoute(Build build, List<Apt> suites) implements Route {
  private static final Pattern CHECKSUM =
      Pattern.compile("^ (?<sha256>[0-9a-f]{64}) \\d+ (?<file>\\S+)$");

  /// Copies the suites.
  SuitesRoute {
    suites = List.copyOf(suites);
  }

  /// A tarball that a suite lists.
  ///
  /// @param path below the archive's address
  record Listed(Tarball tarball, Apt apt, String path) {}

  @Override
  public String name() {
    return "suites";
  }

  @Override
  public List<Offer> offers(SourcePackage source) throws Exception {
    List<Offer> offers = new ArrayList<>();
    for (String name : source.packages()) {
      List<Listed> listed = new ArrayList<>();
      for (Apt apt : suites) {
        listed.addAll(listed(name, source.suffix(), apt));
      }
      List<Tarball> tarballs = listed.stream().map(Listed::tarball).toList();
      for (Tarball tarball : new SourceChoice(source).ordered(tarballs)) {
        listed.stream().filter(l -> l.tarball().equals(tarball)).forEach(l -> offers.add(offer(l)));
      }
    }
    return offers;
  }

  private List<Listed> listed(String name, String suffix, Apt apt) throws Exception {
    try {
      return parse(name, suffix, apt, apt.showSource(name));
    } catch (Problem | IOException e) {
      build.say(apt.suite().name() + ": " + e.getMessage());
      return List.of();
    }
  }

  private static Offer offer(Listed listed) {
    Tarball tarball = listed.tarball();
    return new Offer(
        tarball.file() + " of " + listed.apt().suite().name(),
        true,
        folder ->
            listed.apt().fetch(listed.path(), folder.resolve(tarball.file()), tarball.sha256()));
  }

  /// The main tarballs in the output of `apt-cache showsrc`.
  static List<Listed> parse(String name, String suffix, Apt apt, List<String> lines) {
    Pattern main = Pattern.compile(Pattern.quote(name) + "_.+\\.orig\\." + Pattern.quote(suffix));
    List<Listed> all = new ArrayList<>();
    List<Tarball> ofStanza = new ArrayList<>();
    String folder = "";
    for (String line : withEnd(lines)) {
      Matcher matcher = CHECKSUM.matcher(line);
      if (matcher.matches() && main.matcher(matcher.group("file")).matches()) {
        ofStanza.add(new Tarball(name, matcher.group("file"), matcher.group("sha256")));
      } else if (line.startsWith("Directory: ")) {
        folder = line.substring("Directory: ".length()).strip();
      } else if (line.isBlank()) {
        String path = folder + "/";
        ofStanza.forEach(t -> all.add(new Listed(t, apt, path + t.file())));
        ofStanza.clear();
      }
    }
    return all;
  }

  /// A stanza ends with an empty line; its fields have no order.
  private static List<String> withEnd(List<String> lines) {
    List<String> all = new ArrayList<>(lines);
    all.add("");
    return all;
  }
}
