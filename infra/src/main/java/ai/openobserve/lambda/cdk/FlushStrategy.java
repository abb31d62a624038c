package ai.openobserve.lambda.cdk;

/// When the extension delivers what it has received (`O2_FLUSH_STRATEGY`).
public enum FlushStrategy {
  /// Chosen at every invocation, by how often the function is invoked and how long it runs.
  AUTO("auto"),
  /// At the end of each invocation.
  END("end"),
  /// In the background, while the function runs.
  CONTINUOUS("continuous"),
  /// On a timer during the invocation, and at its end.
  PERIODIC("periodic");

  private final String value;

  FlushStrategy(String value) {
    this.value = value;
  }

  /// The value of the extension's variable.
  String value() {
    return value;
  }
}
