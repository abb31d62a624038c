package ai.openobserve.lambda.sandbox.model;

import java.time.Duration;
import java.util.Map;

/// The outcome of a shutdown phase.
///
/// @param duration from its start until the last process was gone
/// @param extensions how each extension ended, by name
public record ShutdownResult(
    ShutdownReason reason, Duration duration, Map<String, Exit> extensions) {

  /// @throws NullPointerException on nulls
  public ShutdownResult {
    extensions = Map.copyOf(extensions);
  }

  /// How an extension's process ended.
  ///
  /// @param exitCode its exit code; 137 if it was killed
  /// @param killed whether it got SIGKILL because the deadline had passed
  /// @param duration from SHUTDOWN until it was gone
  public record Exit(int exitCode, boolean killed, Duration duration) {}

  /// How the extension of this name ended.
  ///
  /// @throws IllegalArgumentException if there is none
  public Exit exit(String extension) {
    Exit exit = extensions.get(extension);
    if (exit == null) {
      throw new IllegalArgumentException(
          "No extension is named " + extension + "; extensions: " + extensions.keySet());
    }
    return exit;
  }

  /// Whether every extension exited by itself before the deadline.
  public boolean clean() {
    return extensions.values().stream().noneMatch(Exit::killed);
  }
}
