package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The runtime: its state machine and the invocations dispatched to it. State is guarded by the
/// monitor, which the public methods enter themselves; the others are called inside it.
public final class RuntimeAgent {
  private final Monitor monitor;
  private final Events reports;
  private final boolean concurrent;
  private final Deque<Invocation> waiting = new ArrayDeque<>();
  private final Map<String, Invocation> running = new LinkedHashMap<>();
  private RuntimeState state = RuntimeState.STARTED;
  private @Nullable Invocation current;
  private boolean abandoned;
  private boolean restored;

  /// @param concurrent whether it handles several invocations at once, as on Managed Instances
  RuntimeAgent(Monitor monitor, Events reports, boolean concurrent) {
    this.monitor = monitor;
    this.reports = reports;
    this.concurrent = concurrent;
  }

  /// Its state.
  public RuntimeState state() {
    return monitor.read(() -> state);
  }

  /// Whether its init is over: it has asked for an invocation (or for its restore) once.
  public boolean hasStarted() {
    return state() != RuntimeState.STARTED;
  }

  /// Whether its process has ended.
  public boolean isGone() {
    return state() == RuntimeState.EXITED;
  }

  /// Gives it an invocation.
  public void dispatch(Invocation invocation) {
    monitor.update(() -> waiting.add(invocation));
  }

  /// Waits for an invocation.
  ///
  /// @return empty when the environment is gone
  public Optional<Invocation> next() throws LambdaError, InterruptedException {
    return monitor.call(this::awaitInvocation);
  }

  private Optional<Invocation> awaitInvocation() throws LambdaError, InterruptedException {
    if (!concurrent && state != RuntimeState.STARTED && state != RuntimeState.RESPONSE_SENT) {
      throw refused(RuntimeState.READY);
    }
    state = RuntimeState.READY;
    Invocation done = current;
    if (done != null && !concurrent) {
      done.finish();
      reports.trail("runtime done " + done.requestId());
      current = null;
    } else {
      reports.trail("next runtime");
    }
    monitor.awaitHeld(() -> !waiting.isEmpty() || abandoned);
    Invocation invocation = waiting.poll();
    if (invocation == null) {
      return Optional.empty();
    }
    state = RuntimeState.RUNNING;
    current = invocation;
    running.put(invocation.requestId(), invocation);
    reports.trail("INVOKE " + invocation.requestId() + " -> runtime");
    return Optional.of(invocation);
  }

  /// Answers an invocation.
  public void respond(String requestId, String response) throws LambdaError, InterruptedException {
    monitor.run(() -> {
      accept(requestId).succeed(response);
      responded(requestId);
    });
  }

  /// Answers an invocation with an error.
  public void fail(String requestId, String response, String errorType)
      throws LambdaError, InterruptedException {
    monitor.run(() -> {
      accept(requestId).fail(response, errorType);
      responded(requestId);
    });
  }

  private Invocation accept(String requestId) throws LambdaError {
    Invocation invocation = running.get(requestId);
    if (!concurrent && state == RuntimeState.RESPONSE_SENT) {
      throw refused(RuntimeState.RESPONSE_SENT);
    }
    if (invocation == null) {
      throw new LambdaError(400, "InvalidRequestID", "Invalid request ID");
    }
    return invocation;
  }

  private void responded(String requestId) {
    Invocation invocation = running.remove(requestId);
    reports.trail("response " + requestId);
    if (concurrent && invocation != null) {
      invocation.finish();
      reports.trail("runtime done " + requestId);
    } else {
      state = RuntimeState.RESPONSE_SENT;
    }
  }

  /// Reports that its init failed.
  public void initError(String errorType) throws LambdaError, InterruptedException {
    monitor.run(() -> {
      if (state != RuntimeState.STARTED) {
        throw refused(RuntimeState.INIT_ERROR);
      }
      state = RuntimeState.INIT_ERROR;
      reports.trail("InitError runtime " + errorType);
      reports.failed(errorType);
    });
  }

  /// Waits for the restore of a snapshot.
  ///
  /// @return false when the environment is gone
  public boolean awaitRestore() throws LambdaError, InterruptedException {
    return monitor.call(this::awaitRestored);
  }

  private boolean awaitRestored() throws LambdaError, InterruptedException {
    if (state != RuntimeState.STARTED) {
      throw refused(RuntimeState.READY);
    }
    state = RuntimeState.RESPONSE_SENT;
    reports.trail("restore/next runtime");
    monitor.awaitHeld(() -> restored || abandoned);
    return restored;
  }

  /// Resumes it from its snapshot.
  public void restore() {
    monitor.update(() -> restored = true);
  }

  /// From now on, ends its requests for the next invocation without an answer.
  void abandon() {
    abandoned = true;
  }

  /// Records that its process ended.
  void exited(int code) {
    state = RuntimeState.EXITED;
    reports.trail("exit runtime " + code);
    reports.failed("Runtime.ExitError");
  }

  private LambdaError refused(RuntimeState wanted) {
    return LambdaError.forbidden(
        "InvalidStateTransition",
        "State transition from %s to %s failed for runtime. Error: State transition is not allowed"
            .formatted(state.wireName(), wanted.wireName()));
  }
}
