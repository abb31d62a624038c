package ai.openobserve.lambda.extension.lambda;

/// The Runtime API refused a call, cannot be reached, or sent an answer that cannot be understood.
public final class LambdaApiException extends Exception {
  private final int status;
  private final String body;

  LambdaApiException(String message, int status, String body) {
    super(message);
    this.status = status;
    this.body = body;
  }

  LambdaApiException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
    this.body = "";
  }

  /// The HTTP status, or 0 if there was no answer.
  public int status() {
    return status;
  }

  /// Whether Lambda refuses the INVOKE event, as it does on Managed Instances.
  public boolean refusesInvoke() {
    return status == 403 && body.contains("Extension.InvalidEventType");
  }
}
