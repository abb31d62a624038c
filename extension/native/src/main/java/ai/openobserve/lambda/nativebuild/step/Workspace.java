package ai.openobserve.lambda.nativebuild.step;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The folders of a build.
///
/// @param project the project's root: everything committed is below it, and so are the results, in
///   `extension/target`
/// @param cache the user's own folder, for downloads and for what was built from them alone
public record Workspace(Path project, Path cache) {
  /// The project that the current folder is in, and the user's cache.
  public static Workspace here() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("extension/native/src/main/c"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new Problem("Run the native build inside the project: extension/native not found.");
    }
    return new Workspace(folder, cacheOf(System.getenv()));
  }

  static Path cacheOf(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
        .filter(value -> value.startsWith("/"))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("o2-lambda-layer");
  }

  /// This module's folder, with the shim, the C facts, the builder's pom and the notices.
  public Path module() {
    return project.resolve("extension/native");
  }

  /// The folder with the extension's jar and the zips.
  public Path target() {
    return project.resolve("extension/target");
  }

  /// The folder of downloads.
  public Path downloads() {
    return cache.resolve("downloads");
  }

  /// The log of the programs called for one purpose.
  Path log(String name) {
    return target().resolve("native/logs/" + name + ".log");
  }
}
