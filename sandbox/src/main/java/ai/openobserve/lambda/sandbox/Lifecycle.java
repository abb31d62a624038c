package ai.openobserve.lambda.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The life of a sandbox: generations of environments, one after the other, and the phases of each.
///
/// The write lock belongs to whoever runs a phase alone; invocations on Managed Instances share the
/// read lock.
final class Lifecycle implements AutoCloseable {
  private final SandboxOptions options;
  private final Journal<String> trail = new Journal<>("trail lines");
  private final TelemetryHub telemetry;
  private final FunctionOutput output;
  private final ApiServer server;
  private final LambdaEnvironment variables;
  private final ReentrantLock phases = new ReentrantLock(true);
  private volatile ExecutionEnvironment environment;
  private volatile @Nullable InitResult init;
  private volatile boolean alive;
  private volatile boolean closed;
  private Optional<Duration> initToReport = Optional.empty();
  private boolean snapshotted;

  Lifecycle(SandboxOptions options) throws IOException {
    this.options = options;
    this.telemetry = new TelemetryHub(options);
    this.output = new FunctionOutput(telemetry, options);
    this.server = new ApiServer(options.port(), this::environment, telemetry, trail);
    this.variables = new LambdaEnvironment(options, server.address());
    this.environment = newEnvironment();
  }

  private ExecutionEnvironment newEnvironment() {
    return new ExecutionEnvironment(options, trail, output, variables);
  }

  private ExecutionEnvironment environment() {
    return environment;
  }

  /// The first init phase.
  void initialise() {
    options.beforeInit().accept(server.address());
    phases.lock();
    try {
      initialise("init", System.nanoTime() + options.limits().init().toNanos());
    } finally {
      phases.unlock();
    }
  }

  private InitResult initialise(String phase, long deadlineNanos) {
    ExecutionEnvironment fresh = newEnvironment();
    environment = fresh;
    boolean snapshot = options.flavour() == Flavour.SNAP_START && phase.equals("init");
    if (snapshot) {
      telemetry.timeShift(options.snapshotAge());
      telemetry.pause();
    }
    InitResult result = new InitPhase(fresh, telemetry).run(phase, deadlineNanos);
    init = result;
    if (!result.succeeded()) {
      ShutdownResult _ = end(ShutdownReason.FAILURE);
      return result;
    }
    alive = true;
    initToReport = Optional.of(result.duration());
    snapshotted = snapshot;
    if (snapshot || options.flavour() == Flavour.PROVISIONED) {
      telemetry.pause();
      fresh.freeze();
    }
    return result;
  }

  InvokeResult invoke(String payload) {
    return options.flavour() == Flavour.MANAGED_INSTANCES
        ? invokeConcurrently(payload)
        : invokeAlone(payload);
  }

  private InvokeResult invokeAlone(String payload) {
    phases.lock();
    try {
      checkOpen();
      Invocation invocation = new Invocation(payload, System.nanoTime(), options.limits().invoke());
      if (!isUsable() && !initialise("invoke", invocation.deadlineNanos()).succeeded()) {
        return failedInit(invocation);
      }
      telemetry.resume();
      environment.thaw();
      InvokePhase.Before before = new InvokePhase.Before(takeInitDuration(), restore());
      InvokeResult result = new InvokePhase(environment, telemetry, invocation).run(before);
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

  private InvokeResult invokeConcurrently(String payload) {
    Invocation invocation = new Invocation(payload, System.nanoTime(), options.limits().invoke());
    Optional<ExecutionEnvironment> usable = usableEnvironment(invocation);
    if (usable.isEmpty()) {
      return failedInit(invocation);
    }
    InvokeResult result = new InvokePhase(usable.get(), telemetry, invocation).runConcurrently();
    if (result.status() == Status.FAILURE) {
      endIfCurrent(usable.get());
    }
    return result;
  }

  /// The environment, initialised first where it has to be; empty where that fails.
  private Optional<ExecutionEnvironment> usableEnvironment(Invocation invocation) {
    phases.lock();
    try {
      checkOpen();
      boolean usable = isUsable() || initialise("init", invocation.deadlineNanos()).succeeded();
      return usable ? Optional.of(environment) : Optional.empty();
    } finally {
      phases.unlock();
    }
  }

  private void endIfCurrent(ExecutionEnvironment broken) {
    phases.lock();
    try {
      if (environment == broken && alive) {
        end(ShutdownReason.FAILURE);
      }
    } finally {
      phases.unlock();
    }
  }

  /// An environment whose process has ended between invocations is replaced.
  private boolean isUsable() {
    if (!alive) {
      return false;
    }
    if (environment.monitor().read(environment::isBroken)) {
      end(ShutdownReason.FAILURE);
      return false;
    }
    return true;
  }

  private InvokeResult failedInit(Invocation invocation) {
    invocation.end(Status.FAILURE, initResult().errorType());
    return invocation.result();
  }

  private Optional<Duration> takeInitDuration() {
    Optional<Duration> duration = initToReport;
    initToReport = Optional.empty();
    return options.flavour() == Flavour.ON_DEMAND ? duration : Optional.empty();
  }

  private Optional<Duration> restore() {
    if (!snapshotted) {
      return Optional.empty();
    }
    snapshotted = false;
    long start = System.nanoTime();
    telemetry.timeShift(Duration.ZERO);
    telemetry.platform().restoreStart();
    environment.monitor().update(() -> environment.runtime().restore());
    Status status =
        environment
                .monitor()
                .await(
                    () -> environment.runtime().state() == RuntimeState.READY,
                    start + options.limits().init().toNanos())
            ? Status.SUCCESS
            : Status.TIMEOUT;
    telemetry.platform().restoreRuntimeDone(status);
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    telemetry.platform().restoreReport(status, duration);
    environment.trail("restore " + status.wireName());
    return Optional.of(duration);
  }

  private void suspend() {
    telemetry.pause();
    environment.freeze();
  }

  ShutdownResult shutdown(ShutdownReason reason) {
    phases.lock();
    try {
      if (!alive) {
        return new ShutdownResult(reason, Duration.ZERO, java.util.Map.of());
      }
      return end(reason);
    } finally {
      phases.unlock();
    }
  }

  private ShutdownResult end(ShutdownReason reason) {
    alive = false;
    ShutdownResult result = new ShutdownPhase(environment, telemetry, reason).run();
    telemetry.reset();
    telemetry.timeShift(Duration.ZERO);
    return result;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("The sandbox is closed");
    }
  }

  InitResult initResult() {
    InitResult result = init;
    if (result == null) {
      throw new IllegalStateException("The sandbox has not been initialised");
    }
    return result;
  }

  List<ExtensionProcess> extensions() {
    return environment.agents().stream().map(ExtensionProcess::new).toList();
  }

  Telemetry telemetry() {
    return telemetry;
  }

  Journal<OutputLine> output() {
    return output.lines();
  }

  Journal<String> trail() {
    return trail;
  }

  String runtimeApi() {
    return server.address();
  }

  void breakRuntimeApi() {
    trail.append("Runtime API gone");
    server.close();
  }

  @Override
  public void close() {
    closed = true;
    alive = false;
    environment.kill();
    telemetry.reset();
    server.close();
  }
}
