package ai.openobserve.lambda.extension.delivery;

/// One request, not yet made.
public interface Attempt {

  /// Makes the request on the calling thread and waits for its outcome, for as long as that takes.
  /// Called once.
  Outcome run();

  /// Ends a request under way, or one that is about to begin, from any thread. Its outcome then
  /// means nothing.
  void cancel();
}
