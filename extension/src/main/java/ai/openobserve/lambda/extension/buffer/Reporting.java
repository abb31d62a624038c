package ai.openobserve.lambda.extension.buffer;

/// Whether the delivery of a payload may be reported in our own log.
public enum Reporting {
  /// Failures are logged.
  LOGGED,
  /// Nothing is logged: the line would come back as the next payload of this kind, endlessly.
  QUIET
}
