package ai.openobserve.lambda.sandbox.internal.lifecycle;

import ai.openobserve.lambda.sandbox.internal.environment.ExecutionEnvironment;
import ai.openobserve.lambda.sandbox.internal.environment.PlatformEvents;
import ai.openobserve.lambda.sandbox.internal.environment.RuntimeState;
import ai.openobserve.lambda.sandbox.model.PhaseEvent;
import ai.openobserve.lambda.sandbox.model.PhaseEvent.Phase;
import ai.openobserve.lambda.sandbox.model.Status;
import java.time.Duration;
import java.time.Instant;

/// The restore phase of SnapStart: the runtime continues from its snapshot and asks for the first
/// invocation.
record RestorePhase(ExecutionEnvironment environment, PlatformEvents platform) {

  /// Runs the phase.
  ///
  /// @return how long it took
  Duration run() {
    long start = System.nanoTime();
    long deadline = start + environment.options().limits().init().toNanos();
    environment.note(new PhaseEvent.Began(Instant.now(), Phase.RESTORE, ""));
    platform.restoreStart();
    environment.runtime().restore();
    boolean ready =
        environment.awaitRuntime(runtime -> runtime.state() == RuntimeState.READY, deadline);
    Status status = ready ? Status.SUCCESS : Status.TIMEOUT;
    platform.restoreRuntimeDone(status);
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    platform.restoreReport(status, duration);
    environment.trail("restore " + status.wireName());
    environment.note(new PhaseEvent.Ended(Instant.now(), Phase.RESTORE, "", status.wireName()));
    return duration;
  }
}
