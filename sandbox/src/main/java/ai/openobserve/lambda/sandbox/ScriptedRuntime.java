package ai.openobserve.lambda.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// A runtime in this JVM: it asks for invocations and answers them as a process would, without
/// HTTP.
final class ScriptedRuntime {
  private final ExecutionEnvironment environment;
  private final FunctionOutput output;
  private final FunctionCode code;
  private final List<Thread> threads = new ArrayList<>();

  private ScriptedRuntime(
      ExecutionEnvironment environment, FunctionOutput output, FunctionCode code) {
    this.environment = environment;
    this.output = output;
    this.code = code;
  }

  static ScriptedRuntime start(
      ExecutionEnvironment environment, FunctionOutput output, FunctionCode code) {
    ScriptedRuntime runtime = new ScriptedRuntime(environment, output, code);
    SandboxOptions options = environment.options();
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
      Optional<Invocation> invocation = next();
      while (invocation.isPresent()) {
        handle(invocation.get());
        invocation = next();
      }
    } catch (InterruptedException e) {
      // The environment has killed the runtime.
    } catch (RuntimeExit e) {
      environment.runtimeExited(e.exitCode());
    } catch (LambdaError e) {
      throw new IllegalStateException("The scripted runtime called out of turn", e);
    }
  }

  private Optional<Invocation> next() throws LambdaError, InterruptedException {
    return environment.monitor().call(environment.runtime()::next);
  }

  private void handle(Invocation invocation) throws LambdaError, InterruptedException {
    try {
      String response = code.handle(new Context(invocation));
      answer(() -> environment.runtime().respond(invocation.requestId(), response));
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
      answer(() -> environment.runtime().fail(invocation.requestId(), document, type));
    }
  }

  private interface Answer {
    void give() throws LambdaError;
  }

  private void answer(Answer answer) throws LambdaError, InterruptedException {
    Object _ =
        environment
            .monitor()
            .call(() -> {
              answer.give();
              return answer;
            });
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
      output.functionLine(line);
    }

    @Override
    public void logRaw(String recordJson) {
      output.functionRecord(recordJson);
    }

    @Override
    public void take(Duration duration) throws InterruptedException {
      Thread.sleep(duration);
    }
  }
}
