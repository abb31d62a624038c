package ai.openobserve.lambda.sandbox.handler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A program that functions need, as found on this machine.
///
/// @param version the first line of its version output
public record Interpreter(Path program, String version) {

  /// Looks up a program in the folders of a `PATH` and asks for its version.
  ///
  /// @return empty if none of them runs
  public static Optional<Interpreter> find(String name, String searchPath) {
    for (String folder : searchPath.split(":", -1)) {
      Path program = Path.of(folder, name);
      if (!folder.isEmpty() && Files.isExecutable(program)) {
        Optional<String> version = version(program);
        if (version.isPresent()) {
          return Optional.of(new Interpreter(program, version.get()));
        }
      }
    }
    return Optional.empty();
  }

  /// The version number, such as `3.11.7` in `Python 3.11.7`.
  public String number() {
    return version.replaceFirst("^\\D*", "").replaceFirst("[^0-9.].*$", "");
  }

  private static Optional<String> version(Path program) {
    try {
      Process process =
          new ProcessBuilder(List.of(program.toString(), "--version"))
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return said.lines().findFirst();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
