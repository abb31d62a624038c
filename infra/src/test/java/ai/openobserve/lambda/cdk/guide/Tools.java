package ai.openobserve.lambda.cdk.guide;

import ai.openobserve.lambda.cdk.Checkout;
import ai.openobserve.lambda.cdk.CommandLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/// The programs that the guide's snippets need, in the versions pinned below `src/test/guide`. Each
/// set is installed once, into the user's cache folder; if that fails, the test is skipped and says
/// which program is missing and why.
public final class Tools {
  private static final Path PINS = Checkout.PROJECT.resolve("infra/src/test/guide");
  private static final String INSTALLED = ".installed";
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final int TOLD = 600;

  private Tools() {}

  /// The `bin` folder of a virtual environment with what the set's `requirements.txt` lists.
  public static Path python(String set) {
    Path pins = PINS.resolve(set).resolve("requirements.txt");
    return install(
            set,
            List.of(pins),
            folder -> {
              run(folder, "python3", "-m", "venv", folder.resolve("venv").toString());
              run(
                  folder,
                  folder.resolve("venv/bin/pip").toString(),
                  "install",
                  "--quiet",
                  "--disable-pip-version-check",
                  "--no-deps",
                  "--only-binary",
                  ":all:",
                  "--requirement",
                  pins.toString());
            })
        .resolve("venv/bin");
  }

  /// The `node_modules` folder with what the set's `package-lock.json` lists.
  public static Path node(String set) {
    List<Path> pins =
        Stream.of("package.json", "package-lock.json")
            .map(file -> PINS.resolve(set).resolve(file))
            .toList();
    return install(
            set,
            pins,
            folder -> {
              for (Path pin : pins) {
                Files.copy(pin, folder.resolve(Objects.requireNonNull(pin.getFileName())));
              }
              run(folder, "npm", "ci", "--no-audit", "--no-fund", "--silent", "--ignore-scripts");
            })
        .resolve("node_modules");
  }

  /// A folder with only the given folders of the npm package that the set's `package.txt` names,
  /// for packages of which a small part is needed.
  public static Path partOfPackage(String set, String... folders) {
    Path pin = PINS.resolve(set).resolve("package.txt");
    return install(
            set,
            List.of(pin),
            folder -> {
              run(folder, "npm", "pack", "--silent", Files.readString(pin).strip());
              List<String> extract =
                  new ArrayList<>(List.of("sh", "-c", "tar xzf *.tgz \"$@\"", "tar"));
              extract.addAll(List.of(folders));
              run(folder, extract.toArray(String[]::new));
              run(folder, "sh", "-c", "rm *.tgz");
            })
        .resolve("package");
  }

  /// A program that must be on the PATH, such as `unzip` or `jq`, since no set installs it.
  public static void needs(String program) {
    Path folder = Path.of("").toAbsolutePath();
    try {
      run(folder, "sh", "-c", "command -v " + program);
    } catch (IOException e) {
      throw new TestAbortedException("Skipped: " + program + " is not installed");
    }
  }

  private interface Installation {
    void into(Path folder) throws IOException;
  }

  /// Only one process at a time installs a set; an installation that was interrupted starts over.
  private static Path install(String set, List<Path> pins, Installation installation) {
    Path folder = cache().resolve(set + "-" + digest(pins));
    try {
      Files.createDirectories(folder.getParent());
      try (FileChannel file =
              FileChannel.open(
                  folder.resolveSibling(set + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var lock = file.lock()) {
        assert lock.isValid();
        if (!Files.exists(folder.resolve(INSTALLED))) {
          delete(folder);
          Files.createDirectories(folder);
          installation.into(folder);
          Files.createFile(folder.resolve(INSTALLED));
        }
        return folder;
      }
    } catch (IOException e) {
      throw new TestAbortedException(
          "Skipped: the programs of infra/src/test/guide/"
              + set
              + " cannot be installed here: "
              + e.getMessage());
    }
  }

  private static void run(Path folder, String... command) throws IOException {
    try {
      CommandLine.Outcome outcome = new CommandLine(folder, Map.of(), LIMIT).run(command);
      if (outcome.exitCode() != 0) {
        String output = outcome.output().strip();
        throw new IOException(
            String.join(" ", command)
                + " failed: "
                + output.substring(Math.max(0, output.length() - TOLD)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(command[0] + " was interrupted", e);
    } catch (UncheckedIOException e) {
      throw new IOException(command[0] + " cannot be started", e);
    }
  }

  private static Path cache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    return (cache != null && cache.startsWith("/")
            ? Path.of(cache)
            : Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("o2-lambda-layer/guide");
  }

  private static String digest(List<Path> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        digest.update(Files.readString(file).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
