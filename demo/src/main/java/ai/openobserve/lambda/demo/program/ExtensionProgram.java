package ai.openobserve.lambda.demo.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The extension as it was built: the native executable where there is one for this machine, else
/// the jar.
///
/// @param command what starts it
/// @param description for display: which of the two, and where
/// @param compiled whether it is the native executable, which is what Lambda runs
public record ExtensionProgram(List<String> command, String description, boolean compiled) {
  /// Its name, which is the executable's file name on Lambda.
  public static final String NAME = "o2-lambda-extension";

  /// Copies its list.
  public ExtensionProgram {
    command = List.copyOf(command);
  }

  /// Looks for it in the folders of the build.
  ///
  /// @param osArch `os.arch` of this machine
  /// @param javaHome the JDK that runs the jar
  /// @throws IllegalStateException where neither was built; the message says how to build it
  /// @throws IOException where the folders cannot be read
  public static ExtensionProgram find(Layout layout, String osArch, Path javaHome)
      throws IOException {
    var architecture = osArch.equals("aarch64") ? "arm64" : "x86_64";
    var executable = layout.extensionTarget().resolve("native").resolve(architecture).resolve(NAME);
    var jar = layout.extensionTarget().resolve(NAME + ".jar");
    if (Files.isExecutable(executable)) {
      return new ExtensionProgram(
          List.of(executable.toString()),
          "native executable for %s, %s%s"
              .formatted(
                  architecture,
                  layout.root().relativize(executable),
                  isOlderThanSource(executable, layout)
                      ? ", OLDER THAN ITS SOURCE: make layer-%s rebuilds it".formatted(architecture)
                      : ""),
          true);
    }
    if (Files.isRegularFile(jar)) {
      return new ExtensionProgram(
          List.of(
              javaHome.resolve("bin/java").toString(),
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-jar",
              jar.toString()),
          "on the JVM, %s; it starts more slowly than the native executable (make layer-%s builds that)"
              .formatted(layout.root().relativize(jar), architecture),
          false);
    }
    throw new IllegalStateException(
        "The extension is not built: %s and %s are missing. Run make demo, or make layer-%s."
            .formatted(
                layout.root().relativize(executable), layout.root().relativize(jar), architecture));
  }

  private static boolean isOlderThanSource(Path executable, Layout layout) throws IOException {
    var source = layout.root().resolve("extension/src/main");
    if (!Files.isDirectory(source)) {
      return false;
    }
    var built = Files.getLastModifiedTime(executable).toInstant();
    try (var files = Files.walk(source)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> f.toFile().lastModified())
          .anyMatch(modified -> modified > built.toEpochMilli());
    }
  }
}
