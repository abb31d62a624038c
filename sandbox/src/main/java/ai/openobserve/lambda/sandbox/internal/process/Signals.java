package ai.openobserve.lambda.sandbox.internal.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Sends signals with `kill(2)`: the command `kill` would cost a process each time, and each
/// invocation needs two signals.
enum Signals {
  KILL(9),
  TERM(15),
  CONT(18),
  STOP(19);

  @SuppressWarnings("restricted") // the manifest enables native access
  private static final MethodHandle SYSTEM_CALL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private final int number;

  Signals(int number) {
    this.number = number;
  }

  /// Sends this signal. Not an error if the process is already gone.
  void send(long pid) {
    try {
      int _ = (int) SYSTEM_CALL.invokeExact((int) pid, number);
    } catch (Throwable e) {
      throw new IllegalStateException("kill(2) cannot be called", e);
    }
  }
}
