package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Command;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// apt, looking at one suite of Debian's archive, on the mirror that this machine uses anyway. Its
/// state is in the user's cache: the system's is neither read nor written, and nobody has to be
/// root.
public final class Apt {
  private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

  private final Build build;
  private final Suite suite;
  private final String type;
  private final Path folder;
  private String mirror = "";

  /// A part of the archive.
  ///
  /// @param label how apt calls the archive that it is in
  public record Suite(String label, String name) {
    public static final Suite STABLE = new Suite("Debian", "trixie");
    public static final Suite SECURITY = new Suite("Debian-Security", "trixie-security");
  }

  private Apt(Build build, Suite suite, String type) {
    this.build = build;
    this.suite = suite;
    this.type = type;
    this.folder = build.workspace().cache().resolve("apt/" + suite.name() + "-" + type);
  }

  public static Apt sources(Build build, Suite suite) {
    return new Apt(build, suite, "deb-src");
  }

  static Apt packages(Build build, Suite suite) {
    return new Apt(build, suite, "deb");
  }

  /// What the suite says of a source package: a stanza for each version.
  List<String> showSource(String name) throws IOException, InterruptedException {
    update();
    List<String> lines = new ArrayList<>();
    new Command(words("apt-cache", "showsrc", name)).tell(lines::add).run(build.log("apt"));
    return lines;
  }

  /// The address of a file that the suite's lists name.
  String address(String path) throws IOException, InterruptedException {
    update();
    return (mirror.endsWith("/") ? mirror : mirror + "/") + path;
  }

  boolean download(String uri, Path file, String sha256) throws IOException, InterruptedException {
    return new Command(
                words(
                    "/usr/lib/apt/apt-helper",
                    "download-file",
                    uri,
                    file.toString(),
                    "SHA256:" + sha256))
            .tell(build.progress()::latest)
            .run(build.log("apt"))
            .code()
        == 0;
  }

  /// Puts a binary package into a folder; apt checks it.
  Path downloadPackage(String name, Path into) throws IOException, InterruptedException {
    update();
    new Command(words("apt-get", "download", name))
        .in(into)
        .tell(build.progress()::latest)
        .run(build.log("apt"), name + " could not be fetched from Debian: install it by hand.");
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

  private void update() throws IOException, InterruptedException {
    if (!mirror.isEmpty()) {
      return;
    }
    if (Command.find("apt-get").isEmpty() || !Files.isReadable(KEYRING)) {
      throw new Problem("This machine has no apt with Debian's keys: " + byHand());
    }
    Files.createDirectories(folder.resolve("state/lists/partial"));
    Files.createDirectories(folder.resolve("cache/archives/partial"));
    Files.writeString(folder.resolve("status"), "");
    String found = mirrorOf(suite.label(), indexTargets());
    Files.writeString(
        folder.resolve("sources.list"),
        type + " [signed-by=" + KEYRING + "] " + found + " " + suite.name() + " main\n");
    new Command(words("apt-get", "update"))
        .tell(build.progress()::latest)
        .run(
            build.log("apt"),
            "apt could not read Debian's lists: look at the network and at apt's settings.");
    mirror = found;
  }

  private static String byHand() {
    return "see README.md for the files to put into the cache.";
  }

  private List<String> indexTargets() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    new Command(
            "apt-get", "indextargets", "--format", "$(LABEL)|$(REPO_URI)", "Created-By: Packages")
        .tell(lines::add)
        .run(build.log("apt"));
    return lines;
  }

  /// The address of an archive, out of `label|address` lines.
  static String mirrorOf(String label, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(label + "|"))
        .map(line -> line.substring(label.length() + 1))
        .sorted()
        .findFirst()
        .orElseThrow(() ->
            new Problem(
                "apt knows no mirror of "
                    + label
                    + " here: run apt-get update once, or "
                    + byHand()));
  }
}
