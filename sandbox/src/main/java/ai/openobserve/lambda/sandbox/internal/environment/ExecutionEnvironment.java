package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.internal.model.SandboxOptions;
import ai.openobserve.lambda.sandbox.internal.process.ChildProcess;
import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.PhaseEvent;
import ai.openobserve.lambda.sandbox.model.PhaseEvent.Phase;
import ai.openobserve.lambda.sandbox.model.Status;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// One generation of an environment, from the launch of its processes until they are gone. The
/// phases drive it and the API server changes it; its monitor, which stays in this package, guards
/// it.
public final class ExecutionEnvironment {
  private final SandboxOptions options;
  private final Monitor monitor = new Monitor();
  private final Journal<String> trail;
  private final Journal<PhaseEvent> phases;
  private final LambdaEnvironment variables;
  private final Events events;
  private final Extensions extensions;
  private final RuntimeAgent runtime;
  private final RuntimeHost host;
  private boolean frozen;

  public ExecutionEnvironment(
      SandboxOptions options,
      Journal<String> trail,
      Journal<PhaseEvent> phases,
      FunctionOutput output,
      LambdaEnvironment variables) {
    this.options = options;
    this.trail = trail;
    this.phases = phases;
    this.variables = variables;
    this.events = new Events(trail, output::extensionLine);
    this.extensions = new Extensions(options, monitor, events);
    this.runtime =
        new RuntimeAgent(monitor, events, options.flavour() == Flavour.MANAGED_INSTANCES);
    this.host = new RuntimeHost(options, runtime, output);
  }

  /// The settings of the sandbox.
  public SandboxOptions options() {
    return options;
  }

  /// Its extensions.
  public Extensions extensions() {
    return extensions;
  }

  /// The runtime.
  public RuntimeAgent runtime() {
    return runtime;
  }

  /// Adds a line to the trail.
  public void trail(String line) {
    trail.append(line);
  }

  /// Records the beginning or end of a phase.
  public void note(PhaseEvent event) {
    phases.append(event);
  }

  /// The error type of its first failure; empty if there was none.
  public Optional<String> failure() {
    return monitor.read(events::failure);
  }

  /// Starts the extensions' processes.
  public void launchExtensions() {
    extensions.launch(variables);
  }

  /// Starts the runtime.
  public void launchRuntime() {
    try {
      host.launch(variables, code -> monitor.update(() -> runtime.exited(code)));
    } catch (IOException e) {
      trail.append("cannot start the function: " + e.getMessage());
      monitor.update(() -> events.failed("Runtime.InvalidEntrypoint"));
    }
  }

  /// Waits until this holds for every extension.
  ///
  /// @return false if the deadline has passed, or the environment has failed
  public boolean awaitAll(Predicate<ExtensionAgent> condition, long deadlineNanos) {
    return awaitWorking(() -> extensions.all().stream().allMatch(condition), deadlineNanos);
  }

  /// Waits until this holds for the runtime.
  ///
  /// @return false if the deadline has passed, or the environment has failed
  public boolean awaitRuntime(Predicate<RuntimeAgent> condition, long deadlineNanos) {
    return awaitWorking(() -> condition.test(runtime), deadlineNanos);
  }

  /// Waits until the runtime is done with an invocation.
  ///
  /// @return false if the invocation has timed out, or the environment has failed
  public boolean awaitDone(Invocation invocation) {
    return awaitWorking(invocation::done, invocation.deadlineNanos());
  }

  private boolean awaitWorking(BooleanSupplier condition, long deadlineNanos) {
    boolean settled =
        monitor.await(
            () -> events.failure().isPresent() || condition.getAsBoolean(), deadlineNanos);
    return settled && failure().isEmpty();
  }

  /// Asks the runtime's process to exit and waits for it, then kills it.
  public void endRuntime(long deadlineNanos) {
    host.process()
        .ifPresent(process -> {
          process.terminate();
          boolean _ = monitor.await(runtime::isGone, deadlineNanos);
        });
    host.kill();
  }

  /// Kills the runtime.
  public void killRuntime() {
    host.kill();
  }

  /// Ends an invocation that the function has not answered, or whose extensions are not ready.
  public void abort(Invocation invocation) {
    monitor.update(() -> {
      Optional<String> failure = events.failure();
      invocation.end(
          failure.isPresent() ? Status.FAILURE : Status.TIMEOUT,
          Optional.of(failure.orElse("Sandbox.Timedout")));
    });
  }

  /// The result of an invocation that never reached the runtime.
  public InvokeResult failed(Invocation invocation, Optional<String> errorType) {
    monitor.update(() -> invocation.end(Status.FAILURE, errorType));
    return result(invocation);
  }

  /// The result of an invocation so far.
  public InvokeResult result(Invocation invocation) {
    return monitor.read(invocation::result);
  }

  /// From now on, the exit of a process is not a failure.
  public void expectEnd() {
    monitor.update(events::expectEnd);
  }

  /// Stops all processes.
  public void freeze() {
    if (options.freezing() && !frozen) {
      frozen = true;
      processes().forEach(ChildProcess::freeze);
      trail.append("freeze");
      note(new PhaseEvent.Began(Instant.now(), Phase.FREEZE, ""));
    }
  }

  /// Resumes all processes.
  public void thaw() {
    if (frozen) {
      frozen = false;
      trail.append("thaw");
      note(new PhaseEvent.Ended(Instant.now(), Phase.FREEZE, "", Status.SUCCESS.wireName()));
      processes().forEach(ChildProcess::thaw);
    }
  }

  /// Kills every process and ends all waits for an event.
  public void kill() {
    monitor.update(() -> {
      events.killed();
      runtime.abandon();
      extensions.abandon();
    });
    host.kill();
    processes().forEach(ChildProcess::kill);
  }

  private List<ChildProcess> processes() {
    return Stream.concat(
            host.process().stream(),
            extensions.all().stream().flatMap(each -> each.process().stream()))
        .toList();
  }
}
