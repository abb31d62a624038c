package ai.openobserve.lambda.sandbox.journal;

/// Thrown when a wait times out. The message shows what happened instead.
public final class AwaitTimeoutException extends RuntimeException {
  public AwaitTimeoutException(String message) {
    super(message);
  }

  public AwaitTimeoutException(String message, Throwable cause) {
    super(message, cause);
  }
}
