package ai.openobserve.lambda.cdk;

/// How request bodies are encoded (`O2_COMPRESSION`).
public enum Compression {
  /// gzip.
  GZIP("gzip"),
  /// As they are.
  NONE("none");

  private final String value;

  Compression(String value) {
    this.value = value;
  }

  /// As the extension reads it.
  String value() {
    return value;
  }
}
