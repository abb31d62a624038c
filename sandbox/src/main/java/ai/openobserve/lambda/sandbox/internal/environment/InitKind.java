package ai.openobserve.lambda.sandbox.internal.environment;

/// When an environment is initialised, named as in platform events.
public enum InitKind {
  /// Ahead of invocations.
  INIT("init"),
  /// During an invocation, after the previous environment has ended.
  INVOKE("invoke");

  private final String wireName;

  InitKind(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }
}
