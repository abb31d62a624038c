package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.config.Setting;
import java.io.PrintStream;

/// Prints a line per step: `ok tcp: 10.0.0.7 port 443 (3 ms)`.
final class TextReport implements Report {
  private final PrintStream out;
  private int defaults;

  TextReport(PrintStream out) {
    this.out = out;
  }

  /// Defaults are only counted: mistakes are in what somebody has set.
  @Override
  public void setting(Setting setting) {
    switch (setting.source()) {
      case VARIABLE -> out.println("        " + setting.name() + " = " + setting.value());
      case DEFAULT -> defaults++;
      case UNKNOWN ->
          out.println(
              "        " + setting.name() + " is set, but is not a variable of this extension");
    }
  }

  @Override
  public void step(String name, Finding finding, long tookMs) {
    String what =
        switch (finding) {
          case Finding.Passed passed -> "ok      ";
          case Finding.Skipped skipped -> "skipped ";
          case Finding.Warned warned -> "WARN    ";
          case Finding.Failed failed -> "FAILED  ";
        };
    out.println(what + name + ": " + printable(finding.detail()) + " (" + tookMs + " ms)");
    if (finding instanceof Finding.Warned warned) {
      out.println("        " + printable(warned.next()));
    }
  }

  @Override
  public void end(boolean healthy, String next) {
    if (defaults > 0) {
      out.println("        " + defaults + " variables have their defaults; --json lists them");
    }
    out.println(healthy ? "Healthy" : "Next:   " + printable(next));
    out.flush();
  }

  /// Control characters become blanks, since text from servers goes to a terminal.
  private static String printable(String text) {
    StringBuilder safe = new StringBuilder(text);
    for (int i = 0; i < safe.length(); i++) {
      if (Character.isISOControl(safe.charAt(i))) {
        safe.setCharAt(i, ' ');
      }
    }
    return safe.toString();
  }
}
