package ai.openobserve.lambda.extension.config;

/// The value of the `Authorization` header, sent unchanged. A type of its own, so that it cannot
/// end up in a log line, an error or a record's text by accident.
public record Authorization(String header) {
  @Override
  public String toString() {
    return "(hidden)";
  }
}
