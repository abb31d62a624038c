package ai.openobserve.lambda.cdk;

/// What to subscribe to in Lambda's Telemetry API (`O2_TELEMETRY_TYPES`).
public enum TelemetryType {
  /// Platform events: starts, ends and reports of invocations.
  PLATFORM("platform"),
  /// What the function writes to its output.
  FUNCTION("function"),
  /// What extensions write to their output.
  EXTENSION("extension");

  private final String value;

  TelemetryType(String value) {
    this.value = value;
  }

  /// The value of the extension's variable.
  String value() {
    return value;
  }
}
