package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.config.Setting;
import java.io.PrintStream;

/// Prints findings.
public sealed interface Report permits TextReport, JsonReport {

  /// Prints a line per step, as it ends.
  static Report text(PrintStream out) {
    return new TextReport(out);
  }

  /// Prints one JSON object on one line, at the end.
  static Report json(PrintStream out) {
    return new JsonReport(out);
  }

  /// Reports a variable; called before the steps.
  void setting(Setting setting);

  /// Reports a step that has ended.
  void step(String name, Finding finding, long tookMs);

  /// Ends the report.
  ///
  /// @param next what to do first, empty if all is well
  void end(boolean healthy, String next);
}
