package ai.openobserve.lambda.chaos.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The built extension that the campaign runs.
///
/// @param command the executable, or a launcher and its arguments
public record Target(List<String> command) {
  /// Under which it registers.
  public static final String NAME = "o2-lambda-extension";

  /// @throws IllegalArgumentException if the command is empty
  public Target {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("The extension's command is empty");
    }
  }

  /// Whether it is an executable of its own, which is small and starts at once.
  public boolean isNative() {
    Path file = Path.of(command.getFirst());
    if (command.size() != 1 || !Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0x7f && in.read() == 'E';
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
