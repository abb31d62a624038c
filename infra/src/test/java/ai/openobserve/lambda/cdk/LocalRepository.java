package ai.openobserve.lambda.cdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A local Maven repository like a user's: without this project's group, except for the construct's
/// jar and its published pom.
public final class LocalRepository {
  public static final String VERSION = "0.1.0";

  private LocalRepository() {}

  /// Links to the developer's own repository, so that nothing is downloaded twice.
  public static Path withTheConstruct(Path repository) throws IOException {
    Path users =
        Path.of(
            System.getProperty(
                "maven.repo.local", System.getProperty("user.home") + "/.m2/repository"));
    link(users, repository, "ai");
    link(users.resolve("ai"), repository.resolve("ai"), "openobserve");
    Path construct = repository.resolve("ai/openobserve/lambda/openobserve-lambda-cdk/" + VERSION);
    Files.createDirectories(construct);
    String name = "openobserve-lambda-cdk-" + VERSION;
    Checkout.jarWithZips(construct.resolve(name + ".jar"));
    Files.copy(
        Checkout.PROJECT.resolve("infra/target/openobserve-lambda-cdk.pom"),
        construct.resolve(name + ".pom"));
    return repository;
  }

  private static void link(Path from, Path to, String except) throws IOException {
    Files.createDirectories(to);
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.filter(e -> !e.endsWith(except)).toList()) {
        Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
      }
    }
  }
}
