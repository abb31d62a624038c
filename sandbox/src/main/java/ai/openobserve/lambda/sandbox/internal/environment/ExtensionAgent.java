package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import ai.openobserve.lambda.sandbox.internal.process.ChildProcess;
import ai.openobserve.lambda.sandbox.journal.AwaitTimeoutException;
import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.model.ExtensionState;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One extension: its process, its state, and the events queued for it. State is guarded by the
/// monitor, which the public methods enter themselves; the others are called inside it.
public final class ExtensionAgent {
  /// The event of an invocation.
  public static final String INVOKE = "INVOKE";

  /// The event that ends the environment.
  public static final String SHUTDOWN = "SHUTDOWN";

  /// Where an extension runs.
  enum Kind {
    /// In a process of its own.
    EXTERNAL,
    /// In the runtime's process: no process of its own, no SHUTDOWN.
    INTERNAL
  }

  /// The end of an extension's process.
  ///
  /// @param nanos when it ended, by [System#nanoTime]
  public record Exit(int code, long nanos) {}

  private record Event(String what, String json) {}

  private final String name;
  private final String id = UUID.randomUUID().toString();
  private final Kind kind;
  private final Monitor monitor;
  private final Events reports;
  private final ExtensionLife life;
  private final Journal<OutputLine> output;
  private final Deque<Event> waiting = new ArrayDeque<>();
  private Optional<Duration> timeToFirstNext = Optional.empty();
  private boolean abandoned;
  private volatile @Nullable ChildProcess process;

  ExtensionAgent(String name, Kind kind, Monitor monitor, Events reports) {
    this.name = name;
    this.kind = kind;
    this.monitor = monitor;
    this.reports = reports;
    this.life = new ExtensionLife(name, id, reports);
    this.output = new Journal<>("lines of " + name);
  }

  /// Starts its process.
  ///
  /// @throws IOException if the command cannot be executed
  void launch(List<String> command, Map<String, String> variables) throws IOException {
    process =
        ChildProcess.start(
            new ChildProcess.Launch(
                name, command, variables, Optional.empty(), this::print, this::exited));
  }

  private void print(String text) {
    OutputLine line = new OutputLine(name, Instant.now(), text);
    reports.printed(line);
    output.append(line);
  }

  /// The name under which it registers.
  public String name() {
    return name;
  }

  /// The identifier that Lambda gives it.
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

  /// Its state.
  public ExtensionState state() {
    return monitor.read(life::state);
  }

  /// The events it registered for.
  public List<String> events() {
    return monitor.read(life::events);
  }

  /// From exec to its first request for an event.
  public Optional<Duration> timeToFirstNext() {
    return monitor.read(() -> timeToFirstNext);
  }

  /// How it ended; empty while it is running.
  public Optional<Exit> exit() {
    return monitor.read(life::exit);
  }

  /// The error type it reported through init/error or exit/error.
  public Optional<String> reported() {
    return monitor.read(life::error);
  }

  /// Whether it has registered.
  public boolean isRegistered() {
    return state() != ExtensionState.STARTED;
  }

  /// Whether its process has ended.
  public boolean isGone() {
    return exit().isPresent();
  }

  /// Whether it waits in `/next` and no event is queued for it.
  public boolean isIdle() {
    return monitor.read(() -> life.state() == ExtensionState.READY && waiting.isEmpty());
  }

  /// Whether it registered for this event.
  public boolean wants(String event) {
    return events().contains(event);
  }

  void register(List<String> wanted) throws LambdaError {
    life.register(wanted);
  }

  /// Waits for its next event.
  ///
  /// @return the event as JSON; empty when the environment is gone
  public Optional<String> next() throws LambdaError, InterruptedException {
    return monitor.call(this::awaitEvent);
  }

  private Optional<String> awaitEvent() throws LambdaError, InterruptedException {
    life.next();
    ChildProcess started = process;
    if (timeToFirstNext.isEmpty() && started != null) {
      timeToFirstNext = Optional.of(Duration.ofNanos(System.nanoTime() - started.launchedNanos()));
    }
    monitor.awaitHeld(() -> !waiting.isEmpty() || abandoned || life.isGone());
    Event event = waiting.poll();
    if (event == null) {
      return Optional.empty();
    }
    life.run(event.what());
    return Optional.of(event.json());
  }

  void deliver(String what, String json) {
    waiting.add(new Event(what, json));
  }

  /// Reports that its init failed.
  public void initError(String type) throws LambdaError, InterruptedException {
    monitor.run(() -> life.initError(type));
  }

  /// Reports an error because of which it exits.
  public void exitError(String type) throws LambdaError, InterruptedException {
    monitor.run(() -> life.exitError(type));
  }

  /// From now on, ends its requests for the next event without an answer.
  void abandon() {
    abandoned = true;
  }

  private void exited(int code) {
    monitor.update(() -> life.exited(code));
  }

  /// Records that an attached extension is gone.
  ///
  /// @throws IllegalStateException if the sandbox started it
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
  /// @throws AwaitTimeoutException if it keeps running
  public int awaitExit(Duration timeout) {
    if (!monitor.await(this::isGone, System.nanoTime() + timeout.toNanos())) {
      throw new AwaitTimeoutException(
          "%s is still running after %d ms; it printed %s"
              .formatted(name, timeout.toMillis(), output.entries()));
    }
    return exit().orElseThrow().code();
  }
}
