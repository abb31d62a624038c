package ai.openobserve.lambda.extension.lambda;

/// The result of subscribing to telemetry.
public enum Subscription {
  ACTIVE,
  /// The environment has no Telemetry API: emulators accept the call and send nothing.
  NOT_SUPPORTED,
  /// There is no answer yet; the wait can be repeated.
  UNANSWERED
}
