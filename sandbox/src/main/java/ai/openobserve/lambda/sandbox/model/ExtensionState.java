package ai.openobserve.lambda.sandbox.model;

/// The states of an extension, named as in Lambda's error messages.
public enum ExtensionState {
  /// Its process is running; it has not registered.
  STARTED("Started"),
  REGISTERED("Registered"),
  /// Waits in `/next`.
  READY("Ready"),
  /// Handles an event.
  RUNNING("Running"),
  INIT_ERROR("InitError"),
  EXIT_ERROR("ExitError"),
  EXITED("Exited");

  private final String wireName;

  ExtensionState(String wireName) {
    this.wireName = wireName;
  }

  /// The name in telemetry and error messages.
  public String wireName() {
    return wireName;
  }
}
