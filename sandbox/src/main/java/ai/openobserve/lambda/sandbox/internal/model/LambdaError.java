package ai.openobserve.lambda.sandbox.internal.model;

/// A call that Lambda rejects, with the status and the error type of its answer.
public final class LambdaError extends Exception {
  private final int status;
  private final String type;
  private final String text;

  public LambdaError(int status, String type, String text) {
    super(status + " " + type + ": " + text);
    this.status = status;
    this.type = type;
    this.text = text;
  }

  /// The status of most rejections is 403.
  public static LambdaError forbidden(String type, String text) {
    return new LambdaError(403, type, text);
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// The error type, for example `Extension.InvalidEventType`.
  public String type() {
    return type;
  }

  /// The message of the answer.
  public String text() {
    return text;
  }
}
