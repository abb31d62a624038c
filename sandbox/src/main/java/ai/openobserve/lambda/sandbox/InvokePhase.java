package ai.openobserve.lambda.sandbox;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The invoke phase: it ends when the runtime and every extension registered for INVOKE have asked
/// for the next event, when one of them fails, or when the function's time-out has passed.
final class InvokePhase {
  private final ExecutionEnvironment environment;
  private final TelemetryHub telemetry;
  private final Invocation invocation;

  InvokePhase(ExecutionEnvironment environment, TelemetryHub telemetry, Invocation invocation) {
    this.environment = environment;
    this.telemetry = telemetry;
    this.invocation = invocation;
  }

  /// What the report tells of the phases before: how long they took, where this is the first
  /// invocation after them.
  record Before(Optional<Duration> init, Optional<Duration> restore) {
    static Before none() {
      return new Before(Optional.empty(), Optional.empty());
    }
  }

  /// Runs the phase of an environment that handles one invocation at a time.
  ///
  /// @return [Status#TIMEOUT] and [Status#FAILURE] where the environment has to be reset
  InvokeResult run(Before before) {
    telemetry.platform().start(invocation);
    boolean ahead = telemetry.runtimeDoneAhead();
    if (!ahead) {
      deliver();
    }
    environment.monitor().update(() -> environment.runtime().dispatch(invocation));
    boolean done = await(invocation::done);
    if (!done) {
      end();
    }
    telemetry.platform().runtimeDone(invocation);
    if (done && ahead) {
      telemetry.flush();
      boolean _ = telemetry.awaitIdle(invocation.deadlineNanos());
      deliver();
    }
    if (done && !await(this::extensionsReady)) {
      end();
    }
    InvokeResult result = environment.monitor().read(invocation::result);
    environment.trail("invoke end " + result.requestId() + " " + result.status().wireName());
    telemetry
        .platform()
        .report(invocation, result.timings().phase(), before.init(), before.restore());
    return result;
  }

  /// Runs one of several invocations at a time: no extension takes part.
  InvokeResult runConcurrently() {
    telemetry.platform().start(invocation);
    environment.monitor().update(() -> environment.runtime().dispatch(invocation));
    if (!await(invocation::done)) {
      end();
    }
    InvokeResult result = environment.monitor().read(invocation::result);
    environment.trail("invoke end " + result.requestId() + " " + result.status().wireName());
    telemetry
        .platform()
        .report(invocation, result.timings().phase(), Optional.empty(), Optional.empty());
    return result;
  }

  private boolean await(BooleanSupplier condition) {
    boolean settled =
        environment
            .monitor()
            .await(
                () -> environment.isBroken() || condition.getAsBoolean(),
                invocation.deadlineNanos());
    return settled && environment.monitor().read(() -> !environment.isBroken());
  }

  private void end() {
    environment
        .monitor()
        .update(() -> {
          if (environment.isBroken()) {
            invocation.end(Status.FAILURE, Optional.of(environment.brokenType()));
          } else {
            invocation.end(Status.TIMEOUT, Optional.of("Sandbox.Timedout"));
          }
        });
  }

  private boolean extensionsReady() {
    return environment.agents().stream()
        .filter(each -> each.wants(ExtensionAgent.INVOKE))
        .allMatch(ExtensionAgent::isIdle);
  }

  private void deliver() {
    String event = event();
    environment
        .monitor()
        .update(() ->
            environment.agents().stream()
                .filter(each -> each.wants(ExtensionAgent.INVOKE))
                .forEach(each -> each.deliver("INVOKE " + invocation.requestId(), event)));
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
