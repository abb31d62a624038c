package ai.openobserve.lambda.sandbox.internal.lifecycle;

import ai.openobserve.lambda.sandbox.internal.environment.ExecutionEnvironment;
import ai.openobserve.lambda.sandbox.internal.environment.InitKind;
import ai.openobserve.lambda.sandbox.internal.environment.Invocation;
import ai.openobserve.lambda.sandbox.internal.model.SandboxOptions;
import ai.openobserve.lambda.sandbox.internal.telemetry.TelemetryHub;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.InitResult;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.ShutdownResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Runs the phases in order, and keeps the state between them. [Lifecycle] lets one thread in at a
/// time; [#close] and [#initResult] may be called at any time.
final class Phases {
  private final SandboxOptions options;
  private final Environments environments;
  private final TelemetryHub telemetry;
  private final TelemetryOrder order;
  private final AtomicReference<State> state = new AtomicReference<>(new State.Down());
  private volatile @Nullable InitResult init;

  Phases(SandboxOptions options, Environments environments, TelemetryOrder order) {
    this.options = options;
    this.environments = environments;
    this.telemetry = environments.telemetry();
    this.order = order;
  }

  /// Runs the init phase of a new environment.
  InitResult initialise(InitKind kind, long deadlineNanos) {
    ExecutionEnvironment fresh = environments.renew();
    boolean snapshot = options.flavour() == Flavour.SNAP_START && kind == InitKind.INIT;
    if (snapshot) {
      telemetry.timeShift(options.snapshotAge());
      telemetry.pause();
    }
    InitResult result = new InitPhase(fresh, environments.platform()).run(kind, deadlineNanos);
    telemetry.closeSubscription();
    init = result;
    if (!result.succeeded()) {
      ShutdownResult _ = end(ShutdownReason.FAILURE);
      return result;
    }
    become(snapshot ? new State.Snapshotted() : new State.Up(toReport(result)));
    if (snapshot || options.flavour() == Flavour.PROVISIONED) {
      suspend();
    }
    return result;
  }

  private Optional<Duration> toReport(InitResult result) {
    return options.flavour() == Flavour.ON_DEMAND
        ? Optional.of(result.duration())
        : Optional.empty();
  }

  /// Whether there is a working environment. An environment whose process ended between invocations
  /// is shut down first.
  ///
  /// @throws IllegalStateException after [#close]
  boolean isUsable() {
    if (state.get() instanceof State.Closed) {
      throw new IllegalStateException("The sandbox is closed");
    }
    if (!hasEnvironment()) {
      return false;
    }
    if (environments.current().failure().isPresent()) {
      end(ShutdownReason.FAILURE);
      return false;
    }
    return true;
  }

  /// Whether there is an environment, which may have failed in the meantime.
  boolean hasEnvironment() {
    return state.get().hasEnvironment();
  }

  /// Runs an invocation, after a restore if the environment is a snapshot; then freezes the
  /// environment, or shuts it down after a failure.
  InvokeResult invoke(Invocation invocation) {
    telemetry.resume();
    environments.current().thaw();
    InvokePhase.Before before = before();
    become(new State.Up(Optional.empty()));
    InvokeResult result =
        new InvokePhase(environments.current(), environments.platform(), invocation)
            .run(before, gate());
    switch (result.status()) {
      case SUCCESS, ERROR -> suspend();
      case TIMEOUT -> end(ShutdownReason.TIMEOUT);
      case FAILURE -> end(ShutdownReason.FAILURE);
    }
    return result;
  }

  private InvokePhase.Before before() {
    return switch (state.get()) {
      case State.Up(Optional<Duration> duration) ->
          new InvokePhase.Before(duration, Optional.empty());
      case State.Snapshotted() -> {
        telemetry.timeShift(Duration.ZERO);
        Duration restore = new RestorePhase(environments.current(), environments.platform()).run();
        yield new InvokePhase.Before(Optional.empty(), Optional.of(restore));
      }
      case State.Down(), State.Closed() -> InvokePhase.Before.none();
    };
  }

  /// If a test asks for it, `platform.runtimeDone` reaches the extensions before INVOKE.
  private Optional<InvokePhase.Gate> gate() {
    if (!order.runtimeDoneAhead()) {
      return Optional.empty();
    }
    return Optional.of(deadlineNanos -> {
      telemetry.flush();
      boolean _ = telemetry.awaitIdle(deadlineNanos);
    });
  }

  private void suspend() {
    telemetry.pause();
    environments.current().freeze();
  }

  /// Runs the shutdown phase.
  ShutdownResult end(ShutdownReason reason) {
    become(new State.Down());
    ShutdownResult result =
        new ShutdownPhase(environments.current(), telemetry, reason).run(order.trailingDelay());
    telemetry.reset();
    telemetry.timeShift(Duration.ZERO);
    return result;
  }

  /// The outcome of the latest init phase.
  ///
  /// @throws IllegalStateException before the first one
  InitResult initResult() {
    InitResult result = init;
    if (result == null) {
      throw new IllegalStateException("The sandbox has not been initialised");
    }
    return result;
  }

  /// Prevents any further phase.
  void close() {
    become(new State.Closed());
  }

  private void become(State next) {
    state.updateAndGet(current -> current instanceof State.Closed ? current : next);
  }
}
