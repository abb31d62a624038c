package ai.openobserve.lambda.cdk;

import ai.openobserve.lambda.cdk.layer.ExtensionArchitecture;
import ai.openobserve.lambda.cdk.layer.TestZips;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/// The repository as the CDK CLI sees it after a build, next to the real one: the same cdk.json,
/// jar and libraries, with zips and example code made for tests if the real ones are not built.
public final class Checkout {
  /// The repository's root.
  public static final Path PROJECT = find();

  private final Path root;

  private Checkout(Path root) {
    this.root = root;
  }

  /// Created under `target`, so `mvn clean` removes it.
  public static Checkout make() throws IOException {
    Path root = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "checkout");
    for (String file :
        new String[] {
          "cdk.json",
          "build",
          "examples/python",
          "examples/nodejs",
          "examples/health-check",
          "examples/functions.json"
        }) {
      link(root, file);
    }
    link(root, "examples/custom-runtime");
    link(root, "infra/app/target/lib");
    link(root, "infra/app/target/openobserve-lambda-cdk-app.jar");
    Path java = Path.of("examples/java/target/o2-lambda-example-java.jar");
    if (Files.exists(PROJECT.resolve(java))) {
      link(root, java.toString());
    } else {
      Files.createDirectories(Objects.requireNonNull(root.resolve(java).getParent()));
      TestZips.zip(root.resolve(java), "any", new byte[0], "rw-r--r--");
    }
    Path jar = Path.of("infra/target/openobserve-lambda-cdk.jar");
    jarWithZips(root.resolve(jar));
    return new Checkout(root);
  }

  public Path root() {
    return root;
  }

  public CommandLine commandLine() {
    return new CommandLine(root, Map.of("CDK_VALIDATION", "false"), Duration.ofMinutes(3));
  }

  /// The layer zip in the app's jar.
  public byte[] zip(ExtensionArchitecture architecture) throws IOException {
    try (FileSystem jar =
        FileSystems.newFileSystem(root.resolve("infra/target/openobserve-lambda-cdk.jar"))) {
      return Files.readAllBytes(
          jar.getPath(
              "ai/openobserve/lambda/cdk/layer/o2-lambda-extension-"
                  + architecture.lambdaName()
                  + ".zip"));
    }
  }

  /// Copies the built jar, and adds zips made for tests if it contains none.
  public static void jarWithZips(Path copy) throws IOException {
    Files.createDirectories(Objects.requireNonNull(copy.getParent()));
    Files.copy(PROJECT.resolve("infra/target/openobserve-lambda-cdk.jar"), copy);
    try (FileSystem jar = FileSystems.newFileSystem(copy)) {
      Path layer = jar.getPath("ai/openobserve/lambda/cdk/layer");
      Files.createDirectories(layer);
      Path zips = TestZips.both(Files.createTempDirectory("zips"));
      for (ExtensionArchitecture architecture : ExtensionArchitecture.values()) {
        String zip = "o2-lambda-extension-" + architecture.lambdaName() + ".zip";
        if (!Files.exists(layer.resolve(zip))) {
          Files.copy(zips.resolve(zip), layer.resolve(zip));
        }
        Files.delete(zips.resolve(zip));
      }
      Files.delete(zips);
    }
  }

  /// The CDK CLI that package.json pins, installed if necessary.
  public static String cdk() {
    Path cli = PROJECT.resolve("node_modules/.bin/cdk");
    if (!Files.exists(cli)) {
      try {
        CommandLine.Outcome outcome =
            new CommandLine(PROJECT, Map.of(), Duration.ofMinutes(2))
                .run("npm", "ci", "--no-audit", "--no-fund");
        if (outcome.exitCode() != 0) {
          throw new IllegalStateException("npm ci failed: " + outcome.output());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return cli.toString();
  }

  private static Path find() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("cdk.json"))) {
      folder = Objects.requireNonNull(folder.getParent(), "the tests run inside the repository");
    }
    return folder;
  }

  private static void link(Path root, String file) {
    try {
      Path link = root.resolve(file);
      Files.createDirectories(Objects.requireNonNull(link.getParent()));
      Files.createSymbolicLink(link, PROJECT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
