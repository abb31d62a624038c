package ai.openobserve.lambda.extension.config;

/// `O2_FLUSH_STRATEGY`: when records are delivered.
public enum FlushStrategy {
  /// One of the others, chosen anew for every invocation.
  AUTO,
  /// After the function is done, before the environment may freeze.
  END,
  /// In the background while the function works, never holding an invocation.
  CONTINUOUS,
  /// On a timer during the invocation, and after the function is done.
  PERIODIC
}
