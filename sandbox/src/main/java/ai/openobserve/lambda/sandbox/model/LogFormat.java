package ai.openobserve.lambda.sandbox.model;

/// The function's log format, `AWS_LAMBDA_LOG_FORMAT`.
public enum LogFormat {
  /// A line becomes a string record.
  TEXT("Text"),
  /// A line that is a JSON object becomes an object record; other lines become strings.
  JSON("JSON");

  private final String value;

  LogFormat(String value) {
    this.value = value;
  }

  /// The value of `AWS_LAMBDA_LOG_FORMAT`.
  public String value() {
    return value;
  }
}
