package ai.openobserve.lambda.sandbox;

import ai.openobserve.lambda.sandbox.ExecutionEnvironment.Events;
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
/// by the monitor.
final class ExtensionAgent {
  /// The events an extension can register for.
  static final String INVOKE = "INVOKE";

  static final String SHUTDOWN = "SHUTDOWN";

  private record Event(String what, String json) {}

  private final String name;
  private final String id = UUID.randomUUID().toString();
  private final boolean internal;
  private final Monitor monitor;
  private final Events environment;
  private final Journal<OutputLine> output;
  private final Deque<Event> waiting = new ArrayDeque<>();
  private ExtensionState state = ExtensionState.STARTED;
  private List<String> events = List.of();
  private Optional<Duration> timeToFirstNext = Optional.empty();
  private OptionalInt exitCode = OptionalInt.empty();
  private Optional<String> reported = Optional.empty();
  private boolean abandoned;
  private volatile @Nullable ChildProcess process;

  ExtensionAgent(String name, boolean internal, Monitor monitor, Events environment) {
    this.name = name;
    this.internal = internal;
    this.monitor = monitor;
    this.environment = environment;
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
    environment.printed(line);
    output.append(line);
  }

  String name() {
    return name;
  }

  String id() {
    return id;
  }

  /// Whether it lives in the runtime's process: no process of its own, no SHUTDOWN.
  boolean internal() {
    return internal;
  }

  Journal<OutputLine> output() {
    return output;
  }

  OptionalLong pid() {
    ChildProcess started = process;
    return started == null ? OptionalLong.empty() : OptionalLong.of(started.pid());
  }

  Optional<ChildProcess> process() {
    return Optional.ofNullable(process);
  }

  ExtensionState state() {
    return monitor.read(() -> state);
  }

  List<String> events() {
    return monitor.read(() -> events);
  }

  Optional<Duration> timeToFirstNext() {
    return monitor.read(() -> timeToFirstNext);
  }

  OptionalInt exitCode() {
    return monitor.read(() -> exitCode);
  }

  /// The error type it has reported by init/error or exit/error.
  Optional<String> reported() {
    return monitor.read(() -> reported);
  }

  boolean isRegistered() {
    return state != ExtensionState.STARTED;
  }

  boolean isGone() {
    return exitCode.isPresent();
  }

  /// Whether it waits for its next event, and no event waits for it.
  boolean isIdle() {
    return state == ExtensionState.READY && waiting.isEmpty();
  }

  /// Whether an event waits for it.
  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  boolean wants(String event) {
    return events.contains(event);
  }

  void register(List<String> wanted) throws LambdaError {
    if (state != ExtensionState.STARTED) {
      throw refused(ExtensionState.REGISTERED, name);
    }
    events = List.copyOf(wanted);
    state = ExtensionState.REGISTERED;
    environment.trail("register " + name + " " + events);
  }

  /// Waits for its next event.
  ///
  /// @return the event as JSON; empty when the environment is gone
  Optional<String> next() throws LambdaError, InterruptedException {
    if (state != ExtensionState.REGISTERED && state != ExtensionState.RUNNING) {
      throw refused(ExtensionState.READY, id);
    }
    state = ExtensionState.READY;
    ChildProcess started = process;
    if (timeToFirstNext.isEmpty() && started != null) {
      timeToFirstNext = Optional.of(Duration.ofNanos(System.nanoTime() - started.launchedNanos()));
    }
    environment.trail("next " + name);
    monitor.awaitHeld(() -> !waiting.isEmpty() || abandoned || isGone());
    Event event = waiting.poll();
    if (event == null) {
      return Optional.empty();
    }
    state = ExtensionState.RUNNING;
    environment.trail(event.what() + " -> " + name);
    return Optional.of(event.json());
  }

  void deliver(String what, String json) {
    waiting.add(new Event(what, json));
  }

  void initError(String type) throws LambdaError {
    if (state != ExtensionState.REGISTERED && state != ExtensionState.INIT_ERROR) {
      throw refused(ExtensionState.INIT_ERROR, id);
    }
    report(ExtensionState.INIT_ERROR, type);
  }

  void exitError(String type) throws LambdaError {
    if (state == ExtensionState.STARTED || state == ExtensionState.INIT_ERROR || isGone()) {
      throw refused(ExtensionState.EXIT_ERROR, id);
    }
    report(ExtensionState.EXIT_ERROR, type);
  }

  private void report(ExtensionState how, String type) {
    state = how;
    reported = Optional.of(type);
    environment.trail(how.wireName() + " " + name + " " + type);
    environment.failed(
        this, how == ExtensionState.INIT_ERROR ? "Extension.InitError" : "Extension.ExitError");
  }

  /// Its requests for the next event end without an answer from now on.
  void abandon() {
    abandoned = true;
  }

  private void exited(int code) {
    monitor.update(() -> {
      exitCode = OptionalInt.of(code);
      if (reported.isEmpty()) {
        state = ExtensionState.EXITED;
      }
      environment.trail("exit " + name + " " + code);
      environment.failed(this, "Extension.Crash");
    });
  }

  void markExited(int code) {
    if (process != null) {
      throw new IllegalStateException(name + " was started by the sandbox, which knows its end");
    }
    exited(code);
  }

  int awaitExit(Duration timeout) {
    if (!monitor.await(this::isGone, System.nanoTime() + timeout.toNanos())) {
      throw new AwaitTimeoutException(
          "%s still runs after %d ms; it has printed %s"
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
