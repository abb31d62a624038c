package ai.openobserve.lambda.sandbox.journal;

/// What was waited for has not happened in time. The message shows what has happened instead.
public final class AwaitTimeoutException extends RuntimeException {
  public AwaitTimeoutException(String message) {
    super(message);
  }

  public AwaitTimeoutException(String message, Throwable cause) {
    super(message, cause);
  }
}
