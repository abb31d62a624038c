package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import ai.openobserve.lambda.nativebuild.fetch.SourceChoice.Tarball;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Digest;
import ai.openobserve.lambda.nativebuild.step.Problem;
import ai.openobserve.lambda.nativebuild.step.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Upstream tarballs out of Debian's archive, through apt and its signatures.
public final class DebianSources {
  private static final Pattern CHECKSUM =
      Pattern.compile("^ (?<sha256>[0-9a-f]{64}) \\d+ (?<file>\\S+)$");

  private final Build build;
  private final List<Apt> suites;
  private final boolean hideKnown;

  /// @param suites in the order they are asked
  /// @param hideKnown behave as on the day when Debian has dropped every version known here: none
  ///   counts as known, and what is offered is taken newest first
  public DebianSources(Build build, List<Apt> suites, boolean hideKnown) {
    this.build = build;
    this.suites = List.copyOf(suites);
    this.hideKnown = hideKnown;
  }

  /// A tarball in the user's cache.
  record Resolved(String version, Path file, String sha256) {}

  Resolved resolve(SourcePackage named) throws Exception {
    SourcePackage source =
        hideKnown ? new SourcePackage(named.name(), named.suffix(), List.of()) : named;
    SourceChoice choice = new SourceChoice(source);
    Optional<Tarball> cached = choice.cached(inCache(named));
    if (cached.isPresent()) {
      Tarball tarball = cached.get();
      if (!choice.known(tarball)) {
        build.say(unknown(source, tarball, "the user's cache"));
      }
      return resolved(source, tarball);
    }
    return fetch(named, source, choice);
  }

  private static String unknown(SourcePackage source, Tarball tarball, String from) {
    return source.name()
        + " "
        + tarball.version()
        + " from "
        + from
        + " is not one of the versions known to work: it is used, and what comes out is checked.";
  }

  private Resolved resolved(SourcePackage source, Tarball tarball) {
    return new Resolved(
        tarball.version(),
        build.workspace().downloads().resolve(source.tarball(tarball.version())),
        tarball.sha256());
  }

  private List<Tarball> inCache(SourcePackage source) throws IOException {
    Files.createDirectories(build.workspace().downloads());
    Pattern name =
        Pattern.compile(
            Pattern.quote(source.name() + "_")
                + "(.+)"
                + Pattern.quote(".orig." + source.suffix()));
    List<Tarball> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(build.workspace().downloads())) {
      for (Path file : files.sorted().toList()) {
        Matcher matcher = name.matcher(file.getFileName().toString());
        if (matcher.matches()) {
          found.add(new Tarball(matcher.group(1), Digest.ofFile(file)));
        }
      }
    }
    if (hideKnown) {
      found.removeIf(t -> source.known().stream().anyMatch(k -> k.sha256().equals(t.sha256())));
    }
    return found;
  }

  private Resolved fetch(SourcePackage named, SourcePackage source, SourceChoice choice)
      throws Exception {
    build.say(source.name() + ": asking Debian for its source");
    List<Offer> offers = new ArrayList<>();
    build.progress().during(() -> offers.addAll(offers(source)));
    for (Tarball tarball : choice.ordered(offers.stream().map(Offer::tarball).toList())) {
      for (Offer offer : offers) {
        if (offer.tarball().equals(tarball) && download(source, offer)) {
          if (!choice.known(tarball)) {
            build.say(unknown(source, tarball, "Debian"));
          }
          return resolved(source, tarball);
        }
      }
    }
    throw new Problem(
        "Debian offers no source of "
            + source.name()
            + " that can be fetched: put "
            + named.tarball(named.known().getFirst().version())
            + " into "
            + build.workspace().downloads()
            + " (what apt said is in "
            + build.log("apt")
            + ").");
  }

  /// The same tarball may be offered by several suites, and not every one of them need have it.
  private List<Offer> offers(SourcePackage source) throws Exception {
    List<Offer> offers = new ArrayList<>();
    for (Apt apt : suites) {
      offers.addAll(parse(source, apt, apt.showSource(source.name())));
    }
    return offers;
  }

  /// The main tarballs in what `apt-cache showsrc` says.
  static List<Offer> parse(SourcePackage source, Apt apt, List<String> lines) {
    String prefix = source.name() + "_";
    String suffix = ".orig." + source.suffix();
    List<Offer> offers = new ArrayList<>();
    List<Tarball> ofStanza = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = CHECKSUM.matcher(line);
      if (matcher.matches()) {
        String file = matcher.group("file");
        if (file.startsWith(prefix) && file.endsWith(suffix)) {
          String version = file.substring(prefix.length(), file.length() - suffix.length());
          ofStanza.add(new Tarball(version, matcher.group("sha256")));
        }
      } else if (line.startsWith("Directory: ")) {
        String folder = line.substring("Directory: ".length()).strip();
        ofStanza.forEach(
            t -> offers.add(new Offer(t, apt, folder + "/" + source.tarball(t.version()))));
        ofStanza.clear();
      }
    }
    return offers;
  }

  /// A tarball and where it is to be had.
  ///
  /// @param path below the mirror's address
  record Offer(Tarball tarball, Apt apt, String path) {}

  private boolean download(SourcePackage source, Offer offer) throws Exception {
    Tarball tarball = offer.tarball();
    build.say(source.name() + " " + tarball.version() + ": fetching it from Debian");
    Path file = build.workspace().downloads().resolve(source.tarball(tarball.version()));
    Path part = Files.createTempDirectory(build.workspace().downloads(), ".tarball-");
    try {
      Path fetched = part.resolve(file.getFileName());
      boolean[] done = new boolean[1];
      String uri = offer.apt().address(offer.path().replace("+", "%2b"));
      build.progress().during(() -> done[0] = offer.apt().download(uri, fetched, tarball.sha256()));
      if (!done[0] || !Digest.ofFile(fetched).equals(tarball.sha256())) {
        return false;
      }
      Files.move(fetched, file);
      return true;
    } finally {
      Steps.delete(part);
    }
  }
}
