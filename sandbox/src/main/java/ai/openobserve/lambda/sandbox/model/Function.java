package ai.openobserve.lambda.sandbox.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What runs as the user's function: a real runtime process, code in this JVM, or nothing.
public sealed interface Function {

  /// Code in this JVM, called once per invocation on its own thread. Fast, and a test can script
  /// it.
  static Function scripted(FunctionCode code) {
    return new Scripted(code);
  }

  /// A real runtime: a process that speaks the Runtime API. Every line it writes becomes `function`
  /// telemetry.
  static Function process(List<String> command) {
    return new RuntimeProcess(command, Optional.empty(), Map.of());
  }

  /// A real runtime with its own working folder (`LAMBDA_TASK_ROOT`) and variables.
  static Function process(List<String> command, Path taskRoot, Map<String, String> environment) {
    return new RuntimeProcess(command, Optional.of(taskRoot), environment);
  }

  /// No function: invocations answer `null` at once and log nothing.
  static Function none() {
    return new None();
  }

  /// See [Function#scripted].
  record Scripted(FunctionCode code) implements Function {}

  /// See [Function#process(List)].
  record RuntimeProcess(
      List<String> command, Optional<Path> taskRoot, Map<String, String> environment)
      implements Function {
    /// @throws IllegalArgumentException if the command is empty
    public RuntimeProcess {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
      if (command.isEmpty()) {
        throw new IllegalArgumentException("The function's command is empty");
      }
    }
  }

  /// See [Function#none].
  record None() implements Function {}
}
