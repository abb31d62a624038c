package ai.openobserve.lambda.nativebuild;

/// The build cannot go on, and the message is one sentence for the person in front of it: what is
/// wrong and what to do.
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Problem(String message) {
    super(message);
  }

  Problem(String message, Throwable cause) {
    super(message, cause);
  }
}
