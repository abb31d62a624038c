package ai.openobserve.lambda.sandbox.internal.lifecycle;

import ai.openobserve.lambda.sandbox.internal.environment.ExecutionEnvironment;
import ai.openobserve.lambda.sandbox.internal.environment.ExtensionAgent;
import ai.openobserve.lambda.sandbox.internal.environment.Invocation;
import ai.openobserve.lambda.sandbox.internal.environment.PlatformEvents;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.PhaseEvent;
import ai.openobserve.lambda.sandbox.model.PhaseEvent.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The invoke phase: it ends when the runtime and every extension registered for INVOKE have asked
/// for the next event, when one of them fails, or when the function's time-out has passed.
record InvokePhase(
    ExecutionEnvironment environment, PlatformEvents platform, Invocation invocation) {

  /// Durations of the preceding phases, which the report of the first invocation after them states.
  record Before(Optional<Duration> init, Optional<Duration> restore) {
    static Before none() {
      return new Before(Optional.empty(), Optional.empty());
    }
  }

  /// What the extensions' INVOKE event waits for after the function is done.
  @FunctionalInterface
  interface Gate {
    /// Waits.
    void pass(long deadlineNanos);
  }

  /// Runs the phase in an environment that handles one invocation at a time.
  ///
  /// @param gate empty if the extensions get INVOKE before the function does, as usual
  /// @return its status is `TIMEOUT` or `FAILURE` if the environment must be reset
  InvokeResult run(Before before, Optional<Gate> gate) {
    Instant began = begin();
    if (gate.isEmpty()) {
      deliver();
    }
    environment.runtime().dispatch(invocation);
    boolean done = environment.awaitDone(invocation);
    if (!done) {
      environment.abort(invocation);
    }
    InvokeResult soFar = environment.result(invocation);
    environment.note(
        new PhaseEvent.RuntimeDone(
            began.plus(soFar.timings().runtimeDone()), invocation.requestId()));
    platform.runtimeDone(invocation, soFar);
    if (done && gate.isPresent()) {
      gate.get().pass(invocation.deadlineNanos());
      deliver();
    }
    if (done && !environment.awaitAll(InvokePhase::isReady, invocation.deadlineNanos())) {
      environment.abort(invocation);
    }
    return report(before, began);
  }

  /// Runs one of several concurrent invocations, in which extensions do not take part.
  InvokeResult runConcurrently() {
    Instant began = begin();
    environment.runtime().dispatch(invocation);
    if (!environment.awaitDone(invocation)) {
      environment.abort(invocation);
    }
    return report(Before.none(), began);
  }

  private Instant begin() {
    Instant began = Instant.now();
    environment.note(new PhaseEvent.Began(began, Phase.INVOKE, invocation.requestId()));
    platform.start(invocation);
    return began;
  }

  private InvokeResult report(Before before, Instant began) {
    InvokeResult result = environment.result(invocation);
    environment.note(
        new PhaseEvent.Ended(
            began.plus(result.timings().phase()),
            Phase.INVOKE,
            result.requestId(),
            result.errorType().orElse(result.status().wireName())));
    environment.trail("invoke end " + result.requestId() + " " + result.status().wireName());
    platform.report(invocation, result, before.init(), before.restore());
    return result;
  }

  private static boolean isReady(ExtensionAgent extension) {
    return !extension.wants(ExtensionAgent.INVOKE) || extension.isIdle();
  }

  private void deliver() {
    var _ =
        environment
            .extensions()
            .deliver(ExtensionAgent.INVOKE, "INVOKE " + invocation.requestId(), event());
  }

  private String event() {
    ObjectNode event =
        JsonMapper.shared()
            .createObjectNode()
            .put("eventType", ExtensionAgent.INVOKE)
            .put("deadlineMs", invocation.deadline().toEpochMilli())
            .put("requestId", invocation.requestId())
            .put("invokedFunctionArn", environment.options().identity().arn());
    event.putObject("tracing").put("type", "X-Amzn-Trace-Id").put("value", invocation.traceId());
    return event.toString();
  }
}
