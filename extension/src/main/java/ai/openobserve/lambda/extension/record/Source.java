package ai.openobserve.lambda.extension.record;

/// Who an event comes from, by its `type`.
public enum Source {
  PLATFORM,
  FUNCTION,
  EXTENSION,
  /// Our own report, which did not come by the Telemetry API.
  OWN,
  /// A type that is not known yet.
  OTHER
}
