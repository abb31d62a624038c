package ai.openobserve.lambda.sandbox.model;

import java.time.Instant;

/// A line written by a child process or a scripted function.
///
/// @param source the extension's name, or `function`
/// @param time when the sandbox read it
/// @param text the line without its newline
public record OutputLine(String source, Instant time, String text) {
  /// The source of the function's own lines.
  public static final String FUNCTION = "function";
}
