package ai.openobserve.lambda.cdk;

/// How much the extension itself logs (`O2_LOG_LEVEL`).
public enum LogLevel {
  /// Failures only.
  ERROR("error"),
  /// Also what may lead to a failure.
  WARN("warn"),
  /// Also what was delivered.
  INFO("info"),
  /// Also why it did what it did.
  DEBUG("debug");

  private final String value;

  LogLevel(String value) {
    this.value = value;
  }

  /// The value of the extension's variable.
  String value() {
    return value;
  }
}
