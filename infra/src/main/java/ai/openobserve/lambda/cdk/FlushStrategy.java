package ai.openobserve.lambda.cdk;

/// When the extension delivers what it has received (`O2_FLUSH_STRATEGY`).
public enum FlushStrategy {
  /// Chosen afresh at every invocation, by how often the function is invoked and how long it runs.
  AUTO("auto"),
  /// At the end of each invocation.
  END("end"),
  /// In the background, while the function works.
  CONTINUOUS("continuous"),
  /// By a timer during the invocation, and at its end.
  PERIODIC("periodic");

  private final String value;

  FlushStrategy(String value) {
    this.value = value;
  }

  /// As the extension reads it.
  String value() {
    return value;
  }
}
