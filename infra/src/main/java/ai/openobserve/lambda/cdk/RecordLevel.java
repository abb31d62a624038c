package ai.openobserve.lambda.cdk;

/// The lowest level of the records that are sent (`O2_MIN_LEVEL`).
public enum RecordLevel {
  TRACE("trace"),
  DEBUG("debug"),
  INFO("info"),
  WARN("warn"),
  ERROR("error");

  private final String value;

  RecordLevel(String value) {
    this.value = value;
  }

  String value() {
    return value;
  }
}
