package ai.openobserve.lambda.sandbox.model;

/// The states of an external extension, in the words of Lambda's own error messages.
public enum ExtensionState {
  /// Its process runs; it has not registered.
  STARTED("Started"),
  REGISTERED("Registered"),
  /// Waits in `/next`.
  READY("Ready"),
  /// Has been given an event.
  RUNNING("Running"),
  INIT_ERROR("InitError"),
  EXIT_ERROR("ExitError"),
  EXITED("Exited");

  private final String wireName;

  ExtensionState(String wireName) {
    this.wireName = wireName;
  }

  /// The word in telemetry and error messages.
  public String wireName() {
    return wireName;
  }
}
