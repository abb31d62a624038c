package ai.openobserve.lambda.cdk;

/// The extension's own log lines (`O2_LOG_LEVEL`).
public enum LogLevel {
  /// Failures only.
  ERROR("error"),
  /// And what may become one.
  WARN("warn"),
  /// And what was delivered.
  INFO("info"),
  /// And why.
  DEBUG("debug");

  private final String value;

  LogLevel(String value) {
    this.value = value;
  }

  /// As the extension reads it.
  String value() {
    return value;
  }
}
