package ai.openobserve.lambda.openobserve.api;

/// The set-up cannot go on; the message names the cause and what to do.
public final class SetUpFailed extends Exception {
  /// A failure with its message, which never holds a credential.
  public SetUpFailed(String message) {
    super(message);
  }

  /// A failure with its message and cause.
  public SetUpFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
