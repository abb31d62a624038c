package ai.openobserve.lambda.sandbox.model;

/// Why an environment is shut down, as the SHUTDOWN event states it.
public enum ShutdownReason {
  SPINDOWN,
  TIMEOUT,
  FAILURE
}
