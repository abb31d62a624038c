package ai.openobserve.lambda.sandbox.internal.environment;

/// The states of a runtime, named as in Lambda's error messages.
public enum RuntimeState {
  STARTED("Started"),
  /// Waits for an invocation.
  READY("Ready"),
  RUNNING("Running"),
  /// Has answered, but not asked for the next invocation yet.
  RESPONSE_SENT("ResponseSent"),
  INIT_ERROR("InitError"),
  EXITED("Exited");

  private final String wireName;

  RuntimeState(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }
}
