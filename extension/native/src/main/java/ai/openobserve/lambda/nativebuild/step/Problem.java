package ai.openobserve.lambda.nativebuild.step;

/// A failure that ends the build. Its message is one sentence for the user: what is wrong and what
/// to do.
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Problem(String message) {
    super(message);
  }

  public Problem(String message, Throwable cause) {
    super(message, cause);
  }
}
