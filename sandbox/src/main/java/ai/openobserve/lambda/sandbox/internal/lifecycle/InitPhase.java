package ai.openobserve.lambda.sandbox.internal.lifecycle;

import ai.openobserve.lambda.sandbox.internal.environment.ExecutionEnvironment;
import ai.openobserve.lambda.sandbox.internal.environment.ExtensionAgent;
import ai.openobserve.lambda.sandbox.internal.environment.InitKind;
import ai.openobserve.lambda.sandbox.internal.environment.PlatformEvents;
import ai.openobserve.lambda.sandbox.internal.environment.RuntimeAgent;
import ai.openobserve.lambda.sandbox.model.ExtensionState;
import ai.openobserve.lambda.sandbox.model.InitResult;
import ai.openobserve.lambda.sandbox.model.PhaseEvent;
import ai.openobserve.lambda.sandbox.model.PhaseEvent.Phase;
import ai.openobserve.lambda.sandbox.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The init phase: the extensions start and register, then the runtime starts, then all of them ask
/// for the next event.
record InitPhase(ExecutionEnvironment environment, PlatformEvents platform) {
  private static final String TIMED_OUT = "Sandbox.Timedout";

  /// Runs the phase.
  ///
  /// @param deadlineNanos by [System#nanoTime]
  InitResult run(InitKind kind, long deadlineNanos) {
    long start = System.nanoTime();
    environment.note(new PhaseEvent.Began(Instant.now(), Phase.INIT, ""));
    platform.initStart(kind);
    boolean started = start(deadlineNanos);
    Optional<String> early = error(started);
    platform.initRuntimeDone(kind, status(early), early);
    environment.extensions().closeRegistration();
    boolean ready = started && environment.awaitAll(ExtensionAgent::isIdle, deadlineNanos);
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    Optional<String> error = error(ready);
    for (ExtensionAgent each : environment.extensions().all()) {
      platform.extension(each, each.state() == ExtensionState.READY ? "Ready" : "InitError");
    }
    platform.initReport(kind, status(error), error, duration);
    environment.trail("init " + error.orElse("done"));
    environment.note(
        new PhaseEvent.Ended(
            Instant.now(), Phase.INIT, "", error.orElse(Status.SUCCESS.wireName())));
    return new InitResult(status(error), error, duration);
  }

  private boolean start(long deadlineNanos) {
    environment.launchExtensions();
    boolean registered =
        environment.awaitAll(each -> !each.isExternal() || each.isRegistered(), deadlineNanos);
    if (registered) {
      environment.launchRuntime();
    }
    return registered && environment.awaitRuntime(RuntimeAgent::hasStarted, deadlineNanos);
  }

  private Optional<String> error(boolean reached) {
    return reached ? Optional.empty() : environment.failure().or(() -> Optional.of(TIMED_OUT));
  }

  private static Status status(Optional<String> errorType) {
    return errorType
        .map(type -> type.equals(TIMED_OUT) ? Status.TIMEOUT : Status.ERROR)
        .orElse(Status.SUCCESS);
  }
}
