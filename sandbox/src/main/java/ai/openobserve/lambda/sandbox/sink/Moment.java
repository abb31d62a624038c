package ai.openobserve.lambda.sandbox.sink;

/// The point in a request at which a connection is cut.
public enum Moment {
  /// Before any byte of the body is read.
  BEFORE_BODY,
  /// After half of the body.
  HALF_BODY,
  /// After the whole body, with nothing stored and nothing answered.
  BEFORE_STORING,
  /// After the records were stored, without an answer: a resend duplicates them.
  AFTER_STORING,
  /// In the middle of the answer, after the records were stored.
  MID_ANSWER
}
