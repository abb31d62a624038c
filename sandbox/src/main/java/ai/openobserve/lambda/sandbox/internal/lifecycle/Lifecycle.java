package ai.openobserve.lambda.sandbox.internal.lifecycle;

import ai.openobserve.lambda.sandbox.internal.environment.ExecutionEnvironment;
import ai.openobserve.lambda.sandbox.internal.environment.InitKind;
import ai.openobserve.lambda.sandbox.internal.environment.Invocation;
import ai.openobserve.lambda.sandbox.internal.model.SandboxOptions;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.InitResult;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.ShutdownResult;
import ai.openobserve.lambda.sandbox.model.Status;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Runs the phases of a sandbox, one at a time. Thread-safe.
///
/// A phase runs with the lock held. Invocations on Managed Instances, which overlap, hold it only
/// while they get an environment or shut one down.
public final class Lifecycle implements AutoCloseable {
  private final SandboxOptions options;
  private final Environments environments;
  private final TelemetryOrder order = new TelemetryOrder();
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Phases phases;

  public Lifecycle(SandboxOptions options, Environments environments) {
    this.options = options;
    this.environments = environments;
    this.phases = new Phases(options, environments, order);
  }

  /// The order of telemetry and events.
  public TelemetryOrder order() {
    return order;
  }

  /// Runs the first init phase.
  public void initialise() {
    lock.lock();
    try {
      phases.initialise(InitKind.INIT, System.nanoTime() + options.limits().init().toNanos());
    } finally {
      lock.unlock();
    }
  }

  /// The outcome of the latest init phase.
  public InitResult initResult() {
    return phases.initResult();
  }

  /// Runs an invoke phase.
  ///
  /// @throws IllegalStateException after [#close]
  public InvokeResult invoke(String payload) {
    return options.flavour() == Flavour.MANAGED_INSTANCES
        ? invokeConcurrently(payload)
        : invokeAlone(payload);
  }

  private InvokeResult invokeAlone(String payload) {
    lock.lock();
    try {
      Invocation invocation = invocation(payload);
      return isUsable(InitKind.INVOKE, invocation) ? phases.invoke(invocation) : failed(invocation);
    } finally {
      lock.unlock();
    }
  }

  private InvokeResult invokeConcurrently(String payload) {
    Invocation invocation = invocation(payload);
    Optional<ExecutionEnvironment> usable = usableEnvironment(invocation);
    if (usable.isEmpty()) {
      return failed(invocation);
    }
    InvokeResult result =
        new InvokePhase(usable.get(), environments.platform(), invocation).runConcurrently();
    if (result.status() == Status.FAILURE) {
      endIfCurrent(usable.get());
    }
    return result;
  }

  private Invocation invocation(String payload) {
    return new Invocation(payload, System.nanoTime(), options.limits().invoke());
  }

  private InvokeResult failed(Invocation invocation) {
    return environments.current().failed(invocation, initResult().errorType());
  }

  /// Returns the environment, initialised first if necessary; empty if that fails.
  private Optional<ExecutionEnvironment> usableEnvironment(Invocation invocation) {
    lock.lock();
    try {
      return isUsable(InitKind.INIT, invocation)
          ? Optional.of(environments.current())
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /// Whether there is a working environment; runs an init phase first if there is none.
  private boolean isUsable(InitKind kind, Invocation invocation) {
    return phases.isUsable() || phases.initialise(kind, invocation.deadlineNanos()).succeeded();
  }

  private void endIfCurrent(ExecutionEnvironment broken) {
    lock.lock();
    try {
      if (environments.current() == broken && phases.hasEnvironment()) {
        phases.end(ShutdownReason.FAILURE);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Runs the shutdown phase.
  public ShutdownResult shutdown(ShutdownReason reason) {
    lock.lock();
    try {
      return phases.hasEnvironment()
          ? phases.end(reason)
          : new ShutdownResult(reason, Duration.ZERO, Map.of());
    } finally {
      lock.unlock();
    }
  }

  /// Kills every process.
  @Override
  public void close() {
    phases.close();
    environments.close();
  }
}
