package ai.openobserve.lambda.sandbox.view;

/// A request by the page's user.
public sealed interface Wish {

  /// Invoke the function.
  record Invoke(String payload) implements Wish {}

  /// End the run.
  record Finish() implements Wish {}
}
