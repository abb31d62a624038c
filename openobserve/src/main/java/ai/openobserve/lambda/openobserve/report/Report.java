package ai.openobserve.lambda.openobserve.report;

import java.util.function.Consumer;

/// Says line by line what was done and found, and keeps whether something is left to do.
///
/// Not thread-safe.
public final class Report {
  private final Consumer<String> lines;
  private boolean incomplete;

  /// Passes each line of the report to the writer.
  public Report(Consumer<String> lines) {
    this.lines = lines;
  }

  /// Something is as it should be, or now is.
  public void good(String subject, String text) {
    line(subject, text);
  }

  /// Something is not as it should be, and stays so.
  public void bad(String subject, String text) {
    incomplete = true;
    line(subject, text);
  }

  /// A line of its own.
  public void say(String text) {
    lines.accept(text);
  }

  /// Whether everything is as it should be.
  public boolean complete() {
    return !incomplete;
  }

  private void line(String subject, String text) {
    lines.accept("  %-11s%s".formatted(subject, text));
  }
}
