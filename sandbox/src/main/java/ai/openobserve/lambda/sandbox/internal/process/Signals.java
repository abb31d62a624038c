package ai.openobserve.lambda.sandbox.internal.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Sends signals by `kill(2)`: a command `kill` would cost a process each time, and freezing
/// happens twice an invocation.
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

  /// Sends this signal. A process that is gone already is no error.
  void send(long pid) {
    try {
      int _ = (int) SYSTEM_CALL.invokeExact((int) pid, number);
    } catch (Throwable e) {
      throw new IllegalStateException("kill(2) cannot be called", e);
    }
  }
}
