package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Command;
import ai.openobserve.lambda.nativebuild.step.Digest;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// apt for one suite of Debian's archive, on the mirror that this machine uses. Its state is in the
/// user's cache: it neither reads nor writes the system's, and does not need root.
final class Apt {
  private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

  private final Build build;
  private final Suite suite;
  private final String type;
  private final Path keyring;
  private final Path folder;
  private Optional<Mirror> mirror;
  private boolean updated;

  /// @param mirror empty for the one that this machine uses
  /// @param keyring the keys that sign the archive's lists
  private Apt(Build build, Suite suite, String type, Optional<Mirror> mirror, Path keyring) {
    this.build = build;
    this.suite = suite;
    this.type = type;
    this.mirror = mirror;
    this.keyring = keyring;
    this.folder = build.workspace().cache().resolve("apt/" + suite.name() + "-" + type);
  }

  static Apt sources(Build build, Suite suite) {
    return new Apt(build, suite, "deb-src", Optional.empty(), KEYRING);
  }

  /// The sources of another archive, whose lists are not signed by Debian's keys.
  static Apt sourcesAt(Build build, Suite suite, Mirror mirror, Path keyring) {
    return new Apt(build, suite, "deb-src", Optional.of(mirror), keyring);
  }

  static Apt packages(Build build, Suite suite) {
    return new Apt(build, suite, "deb", Optional.empty(), KEYRING);
  }

  /// The suites that may have a source, in the order in which to ask them.
  static List<Apt> sourceSuites(Build build) {
    return Stream.of(Suite.STABLE, Suite.SECURITY, Suite.TESTING, Suite.UNSTABLE)
        .map(suite -> sources(build, suite))
        .toList();
  }

  /// The archives whose pools keep files that are no longer listed.
  static List<Apt> pools(Build build) {
    return Stream.of(Suite.STABLE, Suite.SECURITY).map(suite -> sources(build, suite)).toList();
  }

  Suite suite() {
    return suite;
  }

  /// The suite's entries for a source package: one stanza per version.
  List<String> showSource(String name) throws IOException, InterruptedException {
    update();
    List<String> lines = new ArrayList<>();
    new Command(words("apt-cache", "showsrc", name)).tell(lines::add).run(build.log("apt"));
    return lines;
  }

  /// Downloads a file from the archive, whether or not a list names it.
  ///
  /// @param path below the archive's address
  /// @return the file
  Path fetch(String path, Path file, String sha256) throws Exception {
    String address = address() + path.replace("+", "%2b");
    build.say("downloading " + file.getFileName() + " from Debian");
    Files.createDirectories(folder);
    Command.Outcome[] outcome = new Command.Outcome[1];
    build
        .progress()
        .during(() ->
            outcome[0] =
                new Command(
                        words(
                            "/usr/lib/apt/apt-helper",
                            "download-file",
                            address,
                            file.toString(),
                            "SHA256:" + sha256))
                    .tell(build.progress()::latest)
                    .run(build.log("apt")));
    if (outcome[0].code() != 0 || !Digest.ofFile(file).equals(sha256)) {
      throw new Problem(failure(outcome[0].lastLines()));
    }
    return file;
  }

  /// apt's own reason for a failure, without addresses.
  static String failure(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("E: "))
        .map(line -> line.substring(3).replaceAll("Failed to fetch \\S+\\s*", ""))
        .findFirst()
        .map(String::strip)
        .orElse("apt cannot download it");
  }

  /// Downloads a binary package into a folder; apt verifies it.
  Path downloadPackage(String name, Path into) throws IOException, InterruptedException {
    update();
    new Command(words("apt-get", "download", name))
        .in(into)
        .tell(build.progress()::latest)
        .run(build.log("apt"), "Cannot fetch " + name + " from Debian: install it by hand.");
    try (Stream<Path> files = Files.list(into)) {
      return files.filter(f -> f.toString().endsWith(".deb")).findFirst().orElseThrow();
    }
  }

  private List<String> words(String... command) {
    List<String> words = new ArrayList<>(List.of(command[0]));
    words.addAll(
        List.of(
            "-oDir::Etc::sourcelist=" + folder.resolve("sources.list"),
            "-oDir::Etc::sourceparts=-",
            "-oDir::Etc::preferences=/dev/null",
            "-oDir::Etc::preferencesparts=-",
            "-oDir::State=" + folder.resolve("state"),
            "-oDir::State::status=" + folder.resolve("status"),
            "-oDir::Cache=" + folder.resolve("cache"),
            "-oAPT::Sandbox::User=root",
            "-oAcquire::Languages=none",
            "-oAcquire::Retries=2"));
    words.addAll(List.of(command).subList(1, command.length));
    return words;
  }

  private String address() throws IOException, InterruptedException {
    if (mirror.isEmpty()) {
      mirror = Optional.of(Mirror.ofThisMachine(suite.label(), build));
    }
    return mirror.get().address();
  }

  private void update() throws IOException, InterruptedException {
    if (updated) {
      return;
    }
    if (Command.find("apt-get").isEmpty() || !Files.isReadable(keyring)) {
      throw new Problem("apt or Debian's archive keys are not installed: " + Mirror.BY_HAND);
    }
    Files.createDirectories(folder.resolve("state/lists/partial"));
    Files.createDirectories(folder.resolve("cache/archives/partial"));
    Files.writeString(folder.resolve("status"), "");
    Files.writeString(
        folder.resolve("sources.list"),
        type + " [signed-by=" + keyring + "] " + address() + " " + suite.name() + " main\n");
    new Command(words("apt-get", "update"))
        .tell(build.progress()::latest)
        .run(
            build.log("apt"),
            "apt cannot read Debian's lists: check the network and apt's settings.");
    updated = true;
  }
}
