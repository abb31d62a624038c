package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import ai.openobserve.lambda.sandbox.internal.process.ChildProcess;
import ai.openobserve.lambda.sandbox.journal.AwaitTimeoutException;
import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.model.ExtensionState;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One extension: its state machine, the events that wait for it, and its process. State is guarded
/// by the monitor, which the public methods enter themselves; the others are called inside it.
public final class ExtensionAgent {
  /// The event of an invocation.
  public static final String INVOKE = "INVOKE";

  /// The event of the environment's end.
  public static final String SHUTDOWN = "SHUTDOWN";

  /// Where an extension lives.
  enum Kind {
    /// In a process of its own.
    EXTERNAL,
    /// In the runtime's process: no process of its own, no SHUTDOWN.
    INTERNAL
  }

  private record Event(String what, String json) {}

  private final String name;
  private final String id = UUID.randomUUID().toString();
  private final Kind kind;
  private final Monitor monitor;
  private final Events reports;
  private final Journal<OutputLine> output;
  private final Deque<Event> waiting = new ArrayDeque<>();
  private ExtensionState state = ExtensionState.STARTED;
  private List<String> events = List.of();
  private Optional<Duration> timeToFirstNext = Optional.empty();
  private OptionalInt exitCode = OptionalInt.empty();
  private OptionalLong goneNanos = OptionalLong.empty();
  private Optional<String> reported = Optional.empty();
  private boolean abandoned;
  private volatile @Nullable ChildProcess process;

  ExtensionAgent(String name, Kind kind, Monitor monitor, Events reports) {
    this.name = name;
    this.kind = kind;
    this.monitor = monitor;
    this.reports = reports;
    this.output = new Journal<>("lines of " + name);
  }

  /// Starts its process.
  ///
  /// @throws IOException where the command cannot be executed
  void launch(List<String> command, Map<String, String> variables) throws IOException {
    process =
        ChildProcess.start(
            new ChildProcess.Launch(
                name, command, variables, Optional.empty(), this::print, this::exited));
  }

  private void print(String text) {
    OutputLine line = new OutputLine(name, java.time.Instant.now(), text);
    reports.printed(line);
    output.append(line);
  }

  /// The name under which it registers.
  public String name() {
    return name;
  }

  /// Its identifier.
  public String id() {
    return id;
  }

  /// Whether it has a process of its own.
  public boolean isExternal() {
    return kind == Kind.EXTERNAL;
  }

  /// Every line it has written.
  public Journal<OutputLine> output() {
    return output;
  }

  /// Its process id; empty for an attached extension.
  public OptionalLong pid() {
    ChildProcess started = process;
    return started == null ? OptionalLong.empty() : OptionalLong.of(started.pid());
  }

  /// Its process; empty for an attached extension.
  public Optional<ChildProcess> process() {
    return Optional.ofNullable(process);
  }

  /// Where it is in its life.
  public ExtensionState state() {
    return monitor.read(() -> state);
  }

  /// The events it has registered for.
  public List<String> events() {
    return monitor.read(() -> events);
  }

  /// From exec to its first request for an event.
  public Optional<Duration> timeToFirstNext() {
    return monitor.read(() -> timeToFirstNext);
  }

  /// Its exit code, once it is gone.
  public OptionalInt exitCode() {
    return monitor.read(() -> exitCode);
  }

  /// When its process has ended, by [System#nanoTime].
  public OptionalLong goneNanos() {
    return monitor.read(() -> goneNanos);
  }

  /// The error type it has reported by init/error or exit/error.
  public Optional<String> reported() {
    return monitor.read(() -> reported);
  }

  /// Whether it has registered.
  public boolean isRegistered() {
    return state() != ExtensionState.STARTED;
  }

  /// Whether its process has ended.
  public boolean isGone() {
    return exitCode().isPresent();
  }

  /// Whether it waits for its next event, and no event waits for it.
  public boolean isIdle() {
    return monitor.read(() -> state == ExtensionState.READY && waiting.isEmpty());
  }

  /// Whether it has registered for this event.
  public boolean wants(String event) {
    return events().contains(event);
  }

  void register(List<String> wanted) throws LambdaError {
    if (state != ExtensionState.STARTED) {
      throw refused(ExtensionState.REGISTERED, name);
    }
    events = List.copyOf(wanted);
    state = ExtensionState.REGISTERED;
    reports.trail("register " + name + " " + events);
  }

  /// Waits for its next event.
  ///
  /// @return the event as JSON; empty when the environment is gone
  public Optional<String> next() throws LambdaError, InterruptedException {
    return monitor.call(this::awaitEvent);
  }

  private Optional<String> awaitEvent() throws LambdaError, InterruptedException {
    if (state != ExtensionState.REGISTERED && state != ExtensionState.RUNNING) {
      throw refused(ExtensionState.READY, id);
    }
    state = ExtensionState.READY;
    ChildProcess started = process;
    if (timeToFirstNext.isEmpty() && started != null) {
      timeToFirstNext = Optional.of(Duration.ofNanos(System.nanoTime() - started.launchedNanos()));
    }
    reports.trail("next " + name);
    monitor.awaitHeld(() -> !waiting.isEmpty() || abandoned || isGone());
    Event event = waiting.poll();
    if (event == null) {
      return Optional.empty();
    }
    state = ExtensionState.RUNNING;
    reports.trail(event.what() + " -> " + name);
    return Optional.of(event.json());
  }

  void deliver(String what, String json) {
    waiting.add(new Event(what, json));
  }

  /// Fails its init.
  public void initError(String type) throws LambdaError, InterruptedException {
    monitor.run(() -> {
      if (state != ExtensionState.REGISTERED && state != ExtensionState.INIT_ERROR) {
        throw refused(ExtensionState.INIT_ERROR, id);
      }
      report(ExtensionState.INIT_ERROR, type);
    });
  }

  /// Announces its end.
  public void exitError(String type) throws LambdaError, InterruptedException {
    monitor.run(() -> {
      if (state == ExtensionState.STARTED || state == ExtensionState.INIT_ERROR || isGone()) {
        throw refused(ExtensionState.EXIT_ERROR, id);
      }
      report(ExtensionState.EXIT_ERROR, type);
    });
  }

  private void report(ExtensionState how, String type) {
    state = how;
    reported = Optional.of(type);
    reports.trail(how.wireName() + " " + name + " " + type);
    reports.failed(
        how == ExtensionState.INIT_ERROR ? "Extension.InitError" : "Extension.ExitError");
  }

  /// Its requests for the next event end without an answer from now on.
  void abandon() {
    abandoned = true;
  }

  private void exited(int code) {
    monitor.update(() -> {
      exitCode = OptionalInt.of(code);
      goneNanos = OptionalLong.of(System.nanoTime());
      if (reported.isEmpty()) {
        state = ExtensionState.EXITED;
      }
      reports.trail("exit " + name + " " + code);
      reports.failed("Extension.Crash");
    });
  }

  /// An attached extension is gone.
  ///
  /// @throws IllegalStateException for one that the sandbox has started
  public void markExited(int code) {
    if (process != null) {
      throw new IllegalStateException(
          name + " was started by the sandbox, which detects its exit itself");
    }
    exited(code);
  }

  /// Waits until it is gone.
  ///
  /// @return its exit code
  /// @throws AwaitTimeoutException where it keeps running
  public int awaitExit(Duration timeout) {
    if (!monitor.await(this::isGone, System.nanoTime() + timeout.toNanos())) {
      throw new AwaitTimeoutException(
          "%s is still running after %d ms; it has printed %s"
              .formatted(name, timeout.toMillis(), output.entries()));
    }
    return exitCode().orElseThrow();
  }

  private LambdaError refused(ExtensionState wanted, String who) {
    return LambdaError.forbidden(
        "Extension.InvalidExtensionState",
        "State transition from %s to %s failed for extension %s. Error: State transition is not allowed"
            .formatted(state.wireName(), wanted.wireName(), who));
  }
}
