package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import ai.openobserve.lambda.sandbox.internal.model.SandboxOptions;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.FunctionCode;
import ai.openobserve.lambda.sandbox.model.InvocationContext;
import ai.openobserve.lambda.sandbox.model.RuntimeExit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import tools.jackson.databind.json.JsonMapper;

/// A runtime in this JVM: it asks for invocations and answers them as a process would, without
/// HTTP.
final class ScriptedRuntime {
  /// What it runs.
  ///
  /// @param onExit called with the exit code if the code throws [RuntimeExit]
  record Script(FunctionCode code, FunctionOutput output, IntConsumer onExit) {}

  private final RuntimeAgent agent;
  private final Script script;
  private final List<Thread> threads = new ArrayList<>();

  private ScriptedRuntime(RuntimeAgent agent, Script script) {
    this.agent = agent;
    this.script = script;
  }

  static ScriptedRuntime start(SandboxOptions options, RuntimeAgent agent, Script script) {
    ScriptedRuntime runtime = new ScriptedRuntime(agent, script);
    int concurrency = options.flavour() == Flavour.MANAGED_INSTANCES ? options.maxConcurrency() : 1;
    for (int i = 0; i < concurrency; i++) {
      runtime.threads.add(
          Thread.ofVirtual().name("scripted-runtime-" + i).unstarted(runtime::serve));
    }
    runtime.threads.forEach(Thread::start);
    return runtime;
  }

  void interrupt() {
    threads.forEach(Thread::interrupt);
  }

  private void serve() {
    try {
      Optional<Invocation> invocation = agent.next();
      while (invocation.isPresent()) {
        handle(invocation.get());
        invocation = agent.next();
      }
    } catch (InterruptedException e) {
      // The environment killed the runtime.
    } catch (RuntimeExit e) {
      script.onExit().accept(e.exitCode());
    } catch (LambdaError e) {
      throw new IllegalStateException("The scripted runtime called out of turn", e);
    }
  }

  private void handle(Invocation invocation) throws LambdaError, InterruptedException {
    try {
      String response = script.code().handle(new Context(invocation));
      agent.respond(invocation.requestId(), response);
    } catch (InterruptedException | RuntimeExit e) {
      throw e;
    } catch (Exception e) {
      String type = e.getClass().getSimpleName();
      String document =
          JsonMapper.shared()
              .createObjectNode()
              .put("errorMessage", e.getMessage())
              .put("errorType", type)
              .toString();
      agent.fail(invocation.requestId(), document, type);
    }
  }

  private final class Context implements InvocationContext {
    private final Invocation invocation;

    Context(Invocation invocation) {
      this.invocation = invocation;
    }

    @Override
    public String requestId() {
      return invocation.requestId();
    }

    @Override
    public String payload() {
      return invocation.payload();
    }

    @Override
    public Instant deadline() {
      return invocation.deadline();
    }

    @Override
    public Duration remaining() {
      return Duration.ofNanos(invocation.deadlineNanos() - System.nanoTime());
    }

    @Override
    public void log(String line) {
      script.output().functionLine(line);
    }

    @Override
    public void logRaw(String recordJson) {
      script.output().functionRecord(recordJson);
    }

    @Override
    public void take(Duration duration) throws InterruptedException {
      Thread.sleep(duration);
    }
  }
}
