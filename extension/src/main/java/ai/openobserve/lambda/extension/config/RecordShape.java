package ai.openobserve.lambda.extension.config;

/// `O2_RECORD_SHAPE`: how a record is stored.
public enum RecordShape {
  /// Under `record`, as received.
  RECORD,
  /// Under the names that OpenObserve's search and user interface know: text as `message`, the
  /// members of a JSON object at the top level.
  MESSAGE
}
