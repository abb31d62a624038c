package ai.openobserve.lambda.extension.config;

/// The value of the `Authorization` header, sent as it is. A type of its own so that no line, error
/// or record's text can carry it by accident.
public record Authorization(String header) {
  @Override
  public String toString() {
    return "(hidden)";
  }
}
