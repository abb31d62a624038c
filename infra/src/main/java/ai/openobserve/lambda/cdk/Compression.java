package ai.openobserve.lambda.cdk;

/// How request bodies are encoded (`O2_COMPRESSION`).
public enum Compression {
  /// Compressed with gzip.
  GZIP("gzip"),
  /// Uncompressed.
  NONE("none");

  private final String value;

  Compression(String value) {
    this.value = value;
  }

  /// The value of the extension's variable.
  String value() {
    return value;
  }
}
