package ai.openobserve.lambda.sandbox;

/// Why an environment is shut down, as the SHUTDOWN event says it.
public enum ShutdownReason {
  SPINDOWN,
  TIMEOUT,
  FAILURE
}
