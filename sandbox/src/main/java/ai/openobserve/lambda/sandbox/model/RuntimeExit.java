package ai.openobserve.lambda.sandbox.model;

/// Thrown by a scripted function to simulate a runtime process that exits during an invocation.
public final class RuntimeExit extends RuntimeException {
  private final int exitCode;

  /// @param exitCode the exit code of the runtime process
  public RuntimeExit(int exitCode) {
    super("exit status " + exitCode);
    this.exitCode = exitCode;
  }

  /// The exit code.
  public int exitCode() {
    return exitCode;
  }
}
