package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.config.Setting;
import java.io.PrintStream;

/// Where findings go.
public sealed interface Report permits TextReport, JsonReport {

  /// A line per step, as it ends.
  static Report text(PrintStream out) {
    return new TextReport(out);
  }

  /// One JSON object in one line, at the end.
  static Report json(PrintStream out) {
    return new JsonReport(out);
  }

  /// A variable, before the steps.
  void setting(Setting setting);

  /// A step that has ended.
  void step(String name, Finding finding, long tookMs);

  /// Ends the report.
  ///
  /// @param next what to do first, empty where all is well
  void end(boolean healthy, String next);
}
