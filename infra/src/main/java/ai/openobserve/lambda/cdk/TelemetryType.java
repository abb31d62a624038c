package ai.openobserve.lambda.cdk;

/// What the Telemetry API is asked for (`O2_TELEMETRY_TYPES`).
public enum TelemetryType {
  /// Starts, ends and reports of invocations.
  PLATFORM("platform"),
  /// What the function writes to its output.
  FUNCTION("function"),
  /// What extensions write to theirs.
  EXTENSION("extension");

  private final String value;

  TelemetryType(String value) {
    this.value = value;
  }

  /// As the extension reads it.
  String value() {
    return value;
  }
}
