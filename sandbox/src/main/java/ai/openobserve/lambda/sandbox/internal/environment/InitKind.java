package ai.openobserve.lambda.sandbox.internal.environment;

/// When an environment is initialised, as platform events call it.
public enum InitKind {
  /// Ahead of invocations.
  INIT("init"),
  /// Again, inside an invocation, after the environment before it has ended.
  INVOKE("invoke");

  private final String wireName;

  InitKind(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }
}
