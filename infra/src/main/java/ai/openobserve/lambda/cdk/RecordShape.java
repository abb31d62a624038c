package ai.openobserve.lambda.cdk;

/// How a record is stored (`O2_RECORD_SHAPE`).
public enum RecordShape {
  /// As received.
  RECORD("record"),
  /// With fields that OpenObserve's search and screens know.
  MESSAGE("message");

  private final String value;

  RecordShape(String value) {
    this.value = value;
  }

  String value() {
    return value;
  }
}
