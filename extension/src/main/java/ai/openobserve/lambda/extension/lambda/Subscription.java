package ai.openobserve.lambda.extension.lambda;

/// What came of a Telemetry subscription.
public enum Subscription {
  ACTIVE,
  /// The environment has no Telemetry API: emulators accept the call and send nothing.
  NOT_SUPPORTED,
  /// There is no answer yet; it can be waited for again.
  UNANSWERED
}
