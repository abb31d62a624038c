package ai.openobserve.lambda.extension.buffer;

/// Why a record was not delivered.
public enum LossReason {
  BUFFER_FULL("buffer full"),
  RECORD_TOO_LARGE("record too large"),
  /// OpenObserve answered 400 to a request with this record alone.
  MALFORMED("refused as malformed"),
  /// OpenObserve accepted the request but not this record.
  NOT_STORED("not stored by OpenObserve"),
  /// OpenObserve refuses all of our requests: credentials, organization or endpoint is wrong.
  REQUEST_REFUSED("request refused"),
  SHUTDOWN("not delivered before shutdown");

  private final String words;

  LossReason(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
