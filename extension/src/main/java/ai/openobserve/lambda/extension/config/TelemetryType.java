package ai.openobserve.lambda.extension.config;

/// `O2_TELEMETRY_TYPES`: the streams that the Telemetry API offers.
public enum TelemetryType {
  PLATFORM("platform"),
  FUNCTION("function"),
  EXTENSION("extension");

  private final String wireName;

  TelemetryType(String wireName) {
    this.wireName = wireName;
  }

  /// The name in a subscription and, up to the first dot, in an event's `type`.
  public String wireName() {
    return wireName;
  }
}
