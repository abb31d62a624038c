package ai.openobserve.lambda.extension.telemetry;

/// Who an event comes from, by its `type`.
enum Source {
  PLATFORM,
  FUNCTION,
  EXTENSION,
  /// Our own report, which did not come by the Telemetry API.
  OWN,
  /// A type that is not known yet.
  OTHER
}
