package ai.openobserve.lambda.demo.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The extension as built: the native executable if there is one for this machine, otherwise the
/// jar.
///
/// @param command the command that starts it
/// @param description which of the two it is, and where, for display
/// @param compiled whether it is the native executable, which is what Lambda runs
public record ExtensionProgram(List<String> command, String description, boolean compiled) {
  /// Its name, which is the file name of the executable on Lambda.
  public static final String NAME = "o2-lambda-extension";

  /// Copies the list.
  public ExtensionProgram {
    command = List.copyOf(command);
  }

  /// Looks for it in the build's folders.
  ///
  /// @param osArch `os.arch` of this machine
  /// @param javaHome the JDK that runs the jar
  /// @throws IllegalStateException if neither was built; the message says how to build it
  /// @throws IOException if the folders cannot be read
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
