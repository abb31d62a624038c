package ai.openobserve.lambda.extension.telemetry;

/// Who an event comes from, by its `type`.
enum Source {
  PLATFORM,
  FUNCTION,
  EXTENSION,
  /// A type that is not known yet.
  OTHER
}
