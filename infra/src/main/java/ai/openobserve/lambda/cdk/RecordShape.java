package ai.openobserve.lambda.cdk;

/// How a record is stored (`O2_RECORD_SHAPE`).
public enum RecordShape {
  RECORD("record"),
  MESSAGE("message");

  private final String value;

  RecordShape(String value) {
    this.value = value;
  }

  String value() {
    return value;
  }
}
