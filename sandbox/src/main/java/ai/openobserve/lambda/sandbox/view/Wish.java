package ai.openobserve.lambda.sandbox.view;

/// What the person before the page has asked for.
public sealed interface Wish {

  /// Invoke the function.
  record Invoke(String payload) implements Wish {}

  /// Come to an end.
  record Finish() implements Wish {}
}
