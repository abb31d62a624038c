package ai.openobserve.lambda.sandbox.internal.lifecycle;

import ai.openobserve.lambda.sandbox.internal.api.ApiServer;
import ai.openobserve.lambda.sandbox.internal.environment.ExecutionEnvironment;
import ai.openobserve.lambda.sandbox.internal.environment.ExtensionAgent;
import ai.openobserve.lambda.sandbox.internal.environment.FunctionOutput;
import ai.openobserve.lambda.sandbox.internal.environment.InitKind;
import ai.openobserve.lambda.sandbox.internal.environment.Invocation;
import ai.openobserve.lambda.sandbox.internal.environment.LambdaEnvironment;
import ai.openobserve.lambda.sandbox.internal.environment.PlatformEvents;
import ai.openobserve.lambda.sandbox.internal.model.SandboxOptions;
import ai.openobserve.lambda.sandbox.internal.telemetry.TelemetryHub;
import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.InitResult;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import ai.openobserve.lambda.sandbox.model.PhaseEvent;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.ShutdownResult;
import ai.openobserve.lambda.sandbox.model.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The life of a sandbox: generations of environments, one after the other, and the phases of each.
///
/// The lock belongs to whoever runs a phase. Invocations on Managed Instances, which overlap, hold
/// it only while they look for an environment, or end one.
public final class Lifecycle implements AutoCloseable {
  private final SandboxOptions options;
  private final Journal<String> trail = new Journal<>("trail lines");
  private final Journal<PhaseEvent> phaseEvents = new Journal<>("phase events");
  private final TelemetryHub telemetry;
  private final TelemetryOrder order = new TelemetryOrder();
  private final PlatformEvents platform;
  private final FunctionOutput output;
  private final ApiServer server;
  private final LambdaEnvironment variables;
  private final ReentrantLock phases = new ReentrantLock(true);
  private final AtomicReference<State> state = new AtomicReference<>(new State.Down());
  private volatile ExecutionEnvironment environment;
  private volatile @Nullable InitResult init;

  /// @throws IOException where no server can be opened
  public Lifecycle(SandboxOptions options) throws IOException {
    this.options = options;
    this.telemetry = new TelemetryHub(options);
    this.platform = new PlatformEvents(telemetry, options);
    this.output = new FunctionOutput(telemetry, options);
    this.server = new ApiServer(options.port(), this::environment, telemetry, platform);
    this.variables = new LambdaEnvironment(options, server.address());
    this.environment = newEnvironment();
  }

  private ExecutionEnvironment newEnvironment() {
    return new ExecutionEnvironment(options, trail, phaseEvents, output, variables);
  }

  private ExecutionEnvironment environment() {
    return environment;
  }

  /// Runs the first init phase.
  public void initialise() {
    phases.lock();
    try {
      initialise(InitKind.INIT, System.nanoTime() + options.limits().init().toNanos());
    } finally {
      phases.unlock();
    }
  }

  private InitResult initialise(InitKind kind, long deadlineNanos) {
    ExecutionEnvironment fresh = newEnvironment();
    environment = fresh;
    boolean snapshot = options.flavour() == Flavour.SNAP_START && kind == InitKind.INIT;
    if (snapshot) {
      telemetry.timeShift(options.snapshotAge());
      telemetry.pause();
    }
    InitResult result = new InitPhase(fresh, platform).run(kind, deadlineNanos);
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

  /// Runs an invoke phase.
  ///
  /// @throws IllegalStateException after [#close]
  public InvokeResult invoke(String payload) {
    return options.flavour() == Flavour.MANAGED_INSTANCES
        ? invokeConcurrently(payload)
        : invokeAlone(payload);
  }

  private InvokeResult invokeAlone(String payload) {
    phases.lock();
    try {
      Invocation invocation = new Invocation(payload, System.nanoTime(), options.limits().invoke());
      if (!isUsable() && !initialise(InitKind.INVOKE, invocation.deadlineNanos()).succeeded()) {
        return environment.failed(invocation, initResult().errorType());
      }
      telemetry.resume();
      environment.thaw();
      InvokePhase.Before before = before();
      become(new State.Up(Optional.empty()));
      InvokeResult result = new InvokePhase(environment, platform, invocation).run(before, gate());
      switch (result.status()) {
        case SUCCESS, ERROR -> suspend();
        case TIMEOUT -> end(ShutdownReason.TIMEOUT);
        case FAILURE -> end(ShutdownReason.FAILURE);
      }
      return result;
    } finally {
      phases.unlock();
    }
  }

  private InvokePhase.Before before() {
    return switch (state.get()) {
      case State.Up(Optional<Duration> duration) ->
          new InvokePhase.Before(duration, Optional.empty());
      case State.Snapshotted() -> {
        telemetry.timeShift(Duration.ZERO);
        Duration restore = new RestorePhase(environment, platform).run();
        yield new InvokePhase.Before(Optional.empty(), Optional.of(restore));
      }
      case State.Down(), State.Closed() -> InvokePhase.Before.none();
    };
  }

  /// Where a test wants it, `platform.runtimeDone` reaches the extensions before INVOKE.
  private Optional<InvokePhase.Gate> gate() {
    if (!order.runtimeDoneAhead()) {
      return Optional.empty();
    }
    return Optional.of(deadlineNanos -> {
      telemetry.flush();
      boolean _ = telemetry.awaitIdle(deadlineNanos);
    });
  }

  private InvokeResult invokeConcurrently(String payload) {
    Invocation invocation = new Invocation(payload, System.nanoTime(), options.limits().invoke());
    Optional<ExecutionEnvironment> usable = usableEnvironment(invocation);
    if (usable.isEmpty()) {
      return environment.failed(invocation, initResult().errorType());
    }
    InvokeResult result = new InvokePhase(usable.get(), platform, invocation).runConcurrently();
    if (result.status() == Status.FAILURE) {
      endIfCurrent(usable.get());
    }
    return result;
  }

  /// The environment, initialised first where it has to be; empty where that fails.
  private Optional<ExecutionEnvironment> usableEnvironment(Invocation invocation) {
    phases.lock();
    try {
      boolean usable =
          isUsable() || initialise(InitKind.INIT, invocation.deadlineNanos()).succeeded();
      return usable ? Optional.of(environment) : Optional.empty();
    } finally {
      phases.unlock();
    }
  }

  private void endIfCurrent(ExecutionEnvironment broken) {
    phases.lock();
    try {
      if (environment == broken && isAlive()) {
        end(ShutdownReason.FAILURE);
      }
    } finally {
      phases.unlock();
    }
  }

  private boolean isAlive() {
    return switch (state.get()) {
      case State.Up(_), State.Snapshotted() -> true;
      case State.Down(), State.Closed() -> false;
    };
  }

  /// An environment whose process has ended between invocations is replaced.
  private boolean isUsable() {
    if (state.get() instanceof State.Closed) {
      throw new IllegalStateException("The sandbox is closed");
    }
    if (!isAlive()) {
      return false;
    }
    if (environment.failure().isPresent()) {
      end(ShutdownReason.FAILURE);
      return false;
    }
    return true;
  }

  private void suspend() {
    telemetry.pause();
    environment.freeze();
  }

  /// Runs the shutdown phase.
  public ShutdownResult shutdown(ShutdownReason reason) {
    phases.lock();
    try {
      return isAlive() ? end(reason) : new ShutdownResult(reason, Duration.ZERO, Map.of());
    } finally {
      phases.unlock();
    }
  }

  private ShutdownResult end(ShutdownReason reason) {
    become(new State.Down());
    ShutdownResult result =
        new ShutdownPhase(environment, telemetry, reason).run(order.trailingDelay());
    telemetry.reset();
    telemetry.timeShift(Duration.ZERO);
    return result;
  }

  private void become(State next) {
    state.updateAndGet(current -> current instanceof State.Closed ? current : next);
  }

  /// How the newest init phase has ended.
  public InitResult initResult() {
    InitResult result = init;
    if (result == null) {
      throw new IllegalStateException("The sandbox has not been initialised");
    }
    return result;
  }

  /// The extensions of the newest environment.
  public List<ExtensionAgent> extensions() {
    return environment.agents();
  }

  /// The Telemetry API.
  public TelemetryHub telemetry() {
    return telemetry;
  }

  /// In which order telemetry and events come.
  public TelemetryOrder order() {
    return order;
  }

  /// Every line of function and extensions.
  public Journal<OutputLine> output() {
    return output.lines();
  }

  /// What has happened.
  public Journal<String> trail() {
    return trail;
  }

  /// When phases have begun and ended.
  public Journal<PhaseEvent> phaseEvents() {
    return phaseEvents;
  }

  /// Host and port of the API server.
  public String runtimeApi() {
    return server.address();
  }

  /// Closes the API server for good.
  public void breakRuntimeApi() {
    trail.append("Runtime API gone");
    server.close();
  }

  /// Kills everything at once.
  @Override
  public void close() {
    become(new State.Closed());
    environment.kill();
    telemetry.reset();
    server.close();
  }
}
