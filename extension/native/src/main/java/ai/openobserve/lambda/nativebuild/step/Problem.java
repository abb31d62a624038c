package ai.openobserve.lambda.nativebuild.step;

/// The build cannot go on, and the message is one sentence for the person in front of it: what is
/// wrong and what to do.
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Problem(String message) {
    super(message);
  }

  public Problem(String message, Throwable cause) {
    super(message, cause);
  }
}
