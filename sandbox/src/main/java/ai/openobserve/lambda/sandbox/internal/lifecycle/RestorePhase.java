package ai.openobserve.lambda.sandbox.internal.lifecycle;

import ai.openobserve.lambda.sandbox.internal.environment.ExecutionEnvironment;
import ai.openobserve.lambda.sandbox.internal.environment.PlatformEvents;
import ai.openobserve.lambda.sandbox.internal.environment.RuntimeState;
import ai.openobserve.lambda.sandbox.model.Status;
import java.time.Duration;

/// The restore phase of SnapStart: the runtime goes on from its snapshot and asks for the first
/// invocation.
record RestorePhase(ExecutionEnvironment environment, PlatformEvents platform) {

  /// Runs the phase.
  ///
  /// @return how long it took
  Duration run() {
    long start = System.nanoTime();
    long deadline = start + environment.options().limits().init().toNanos();
    platform.restoreStart();
    environment.restore();
    boolean ready =
        environment.awaitRuntime(runtime -> runtime.state() == RuntimeState.READY, deadline);
    Status status = ready ? Status.SUCCESS : Status.TIMEOUT;
    platform.restoreRuntimeDone(status);
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    platform.restoreReport(status, duration);
    environment.trail("restore " + status.wireName());
    return duration;
  }
}
