package ai.openobserve.lambda.sandbox.model;

/// Lambda's kinds of execution environment. They differ in what an extension may register for, in
/// whether the environment is frozen between invocations, and in the events the Telemetry API
/// sends.
public enum Flavour {
  /// Initialised when the first invocation arrives; frozen between invocations.
  ON_DEMAND("on-demand"),
  /// Initialised ahead of time; frozen between invocations.
  PROVISIONED("provisioned-concurrency"),
  /// Initialised once, snapshotted, and restored before the first invocation; frozen between
  /// invocations.
  SNAP_START("snap-start"),
  /// Several invocations at a time, never frozen; extensions may register for SHUTDOWN only.
  MANAGED_INSTANCES("lambda-managed-instances");

  private final String initializationType;

  Flavour(String initializationType) {
    this.initializationType = initializationType;
  }

  /// The value of `AWS_LAMBDA_INITIALIZATION_TYPE` and of the telemetry field `initializationType`.
  public String initializationType() {
    return initializationType;
  }
}
