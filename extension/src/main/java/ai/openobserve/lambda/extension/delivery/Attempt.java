package ai.openobserve.lambda.extension.delivery;

/// One request, not yet made.
public interface Attempt {

  /// Makes the request on the calling thread and waits for its outcome, for as long as that takes.
  /// Call it once.
  Outcome run();

  /// Cancels the request, whether it is under way or about to begin; callable from any thread. Its
  /// outcome is then meaningless.
  void cancel();
}
