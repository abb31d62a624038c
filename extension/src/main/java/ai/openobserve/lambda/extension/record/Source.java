package ai.openobserve.lambda.extension.record;

/// Where an event comes from, by its `type`.
public enum Source {
  PLATFORM,
  FUNCTION,
  EXTENSION,
  /// Our own report, which did not come through the Telemetry API.
  OWN,
  /// A type unknown to this program.
  OTHER
}
