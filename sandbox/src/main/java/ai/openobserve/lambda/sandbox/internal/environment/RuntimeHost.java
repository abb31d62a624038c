package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.internal.model.SandboxOptions;
import ai.openobserve.lambda.sandbox.internal.process.ChildProcess;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.FunctionCode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Runs the function, in its own process or in this JVM. Used by one phase at a time, except for
/// [#kill].
final class RuntimeHost {
  private final SandboxOptions options;
  private final RuntimeAgent agent;
  private final FunctionOutput output;
  private volatile @Nullable ChildProcess process;
  private volatile @Nullable ScriptedRuntime scripted;

  RuntimeHost(SandboxOptions options, RuntimeAgent agent, FunctionOutput output) {
    this.options = options;
    this.agent = agent;
    this.output = output;
  }

  /// Starts it.
  ///
  /// @param onExit called with the exit code
  /// @throws IOException if the command cannot be executed
  void launch(LambdaEnvironment variables, IntConsumer onExit) throws IOException {
    switch (options.function()) {
      case Function.Scripted(FunctionCode code) -> start(code, onExit);
      case Function.None() -> start(_ -> "null", onExit);
      case Function.RuntimeProcess runtime ->
          process =
              ChildProcess.start(
                  new ChildProcess.Launch(
                      "runtime",
                      runtime.command(),
                      variables.ofRuntime(runtime),
                      runtime.taskRoot(),
                      output::functionLine,
                      onExit));
    }
  }

  private void start(FunctionCode code, IntConsumer onExit) {
    scripted =
        ScriptedRuntime.start(options, agent, new ScriptedRuntime.Script(code, output, onExit));
  }

  /// Its process; empty for scripted code.
  Optional<ChildProcess> process() {
    return Optional.ofNullable(process);
  }

  /// Kills it.
  void kill() {
    Optional.ofNullable(scripted).ifPresent(ScriptedRuntime::interrupt);
    process().ifPresent(ChildProcess::kill);
  }
}
