package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.internal.model.SandboxOptions;
import ai.openobserve.lambda.sandbox.internal.telemetry.TelemetryEvent;
import ai.openobserve.lambda.sandbox.internal.telemetry.TelemetryHub;
import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.model.LogFormat;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import java.time.Instant;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Keeps the lines of the function and the extensions, passes them on for display, and turns them
/// into telemetry.
public final class FunctionOutput {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Journal<OutputLine> lines = new Journal<>("printed lines");
  private final TelemetryHub telemetry;
  private final LogFormat format;
  private final Consumer<OutputLine> onLine;

  public FunctionOutput(TelemetryHub telemetry, SandboxOptions options) {
    this.telemetry = telemetry;
    this.format = options.logFormat();
    this.onLine = options.onLine();
  }

  /// Every line so far, of all processes.
  public Journal<OutputLine> lines() {
    return lines;
  }

  /// Adds a line of the function. As on Lambda, a string record keeps its newline.
  void functionLine(String text) {
    OutputLine line = new OutputLine(OutputLine.FUNCTION, Instant.now(), text);
    keep(line);
    boolean object = format == LogFormat.JSON && isObject(text);
    String string = MAPPER.writeValueAsString(text + "\n");
    telemetry.emit(new TelemetryEvent(line.time(), "function", object ? text : string, string));
  }

  /// Adds an event of the function whose record is exactly this text.
  void functionRecord(String recordJson) {
    OutputLine line = new OutputLine(OutputLine.FUNCTION, Instant.now(), recordJson);
    keep(line);
    telemetry.emit(new TelemetryEvent(line.time(), "function", recordJson, recordJson));
  }

  /// Adds a line of an extension.
  void extensionLine(OutputLine line) {
    keep(line);
    String string = MAPPER.writeValueAsString(line.text());
    telemetry.emit(new TelemetryEvent(line.time(), "extension", string, string));
  }

  private void keep(OutputLine line) {
    lines.append(line);
    onLine.accept(line);
  }

  private static boolean isObject(String text) {
    if (!text.startsWith("{")) {
      return false;
    }
    try {
      return MAPPER.readTree(text).isObject();
    } catch (JacksonException e) {
      return false;
    }
  }
}
