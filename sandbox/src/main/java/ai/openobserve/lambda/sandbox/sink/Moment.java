package ai.openobserve.lambda.sandbox.sink;

/// Where in a request a connection is cut.
public enum Moment {
  /// Before a byte of the body is read.
  BEFORE_BODY,
  /// After half of the body.
  HALF_BODY,
  /// After the whole body, nothing stored, nothing answered.
  BEFORE_STORING,
  /// After the records were stored, without an answer: a resend doubles them.
  AFTER_STORING,
  /// In the middle of the answer, after the records were stored.
  MID_ANSWER
}
