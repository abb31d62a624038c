package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.config.Setting;
import ai.openobserve.lambda.extension.json.JsonText;
import java.io.PrintStream;
import java.util.Locale;

/// Prints one object:
/// `{"settings":[…],"steps":[{"step","result","detail","next","ms"}],"healthy","next"}`.
final class JsonReport implements Report {
  private final PrintStream out;
  private final StringBuilder settings = new StringBuilder();
  private final StringBuilder steps = new StringBuilder();

  JsonReport(PrintStream out) {
    this.out = out;
  }

  @Override
  public void setting(Setting setting) {
    settings.append(settings.isEmpty() ? "{" : ",{");
    member(settings, "name", setting.name()).append(',');
    member(settings, "value", setting.value()).append(',');
    member(settings, "source", setting.source().name().toLowerCase(Locale.ROOT)).append('}');
  }

  @Override
  public void step(String name, Finding finding, long tookMs) {
    steps.append(steps.isEmpty() ? "{" : ",{");
    member(steps, "step", name).append(',');
    switch (finding) {
      case Finding.Passed(String detail) -> result("ok", detail, "");
      case Finding.Skipped(String detail) -> result("skipped", detail, "");
      case Finding.Warned(String detail, String next) -> result("warning", detail, next);
      case Finding.Failed(String detail, String next) -> result("failed", detail, next);
    }
    steps.append(",\"ms\":").append(tookMs).append('}');
  }

  private void result(String result, String detail, String next) {
    member(steps, "result", result).append(',');
    member(steps, "detail", detail).append(',');
    member(steps, "next", next);
  }

  @Override
  public void end(boolean healthy, String next) {
    StringBuilder object = new StringBuilder("{\"settings\":[").append(settings);
    object.append("],\"steps\":[").append(steps).append("],\"healthy\":").append(healthy);
    member(object.append(','), "next", next).append('}');
    out.println(object);
    out.flush();
  }

  private static StringBuilder member(StringBuilder object, String name, String value) {
    object.append('"').append(name).append("\":\"");
    JsonText.append(object, value);
    return object.append('"');
  }
}
