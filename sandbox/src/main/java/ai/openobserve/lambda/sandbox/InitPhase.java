package ai.openobserve.lambda.sandbox;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The init phase: extensions are started and register, then the runtime is started, then everybody
/// asks for the next event.
record InitPhase(ExecutionEnvironment environment, TelemetryHub telemetry) {

  /// Runs the phase.
  ///
  /// @param phase `init`, or `invoke` where the init is done again inside an invocation
  /// @param deadlineNanos by [System#nanoTime]
  InitResult run(String phase, long deadlineNanos) {
    long start = System.nanoTime();
    telemetry.platform().initStart(phase);
    environment.launchExtensions();
    boolean started =
        await(() -> external(ExtensionAgent::isRegistered), deadlineNanos)
            && startRuntime(deadlineNanos);
    Optional<String> early = started ? Optional.empty() : Optional.of(errorType());
    telemetry.platform().initRuntimeDone(phase, status(early), early);
    environment.closeRegistration();
    boolean ready = started && await(() -> all(ExtensionAgent::isIdle), deadlineNanos);
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    Optional<String> error = ready ? Optional.empty() : Optional.of(errorType());
    environment
        .agents()
        .forEach(agent ->
            telemetry
                .platform()
                .extension(agent, agent.state() == ExtensionState.READY ? "Ready" : "InitError"));
    telemetry.platform().initReport(phase, status(error), error, duration);
    telemetry.closeSubscription();
    environment.trail("init " + error.orElse("done"));
    return new InitResult(status(error), error, duration);
  }

  private boolean startRuntime(long deadlineNanos) {
    environment.launchRuntime();
    return await(() -> environment.runtime().hasStarted(), deadlineNanos);
  }

  private boolean await(BooleanSupplier condition, long deadlineNanos) {
    boolean settled =
        environment
            .monitor()
            .await(() -> environment.isBroken() || condition.getAsBoolean(), deadlineNanos);
    return settled && !environment.monitor().read(environment::isBroken);
  }

  private boolean external(java.util.function.Predicate<ExtensionAgent> predicate) {
    return environment.agents().stream().filter(each -> !each.internal()).allMatch(predicate);
  }

  private boolean all(java.util.function.Predicate<ExtensionAgent> predicate) {
    return environment.agents().stream().allMatch(predicate);
  }

  private String errorType() {
    return environment
        .monitor()
        .read(() -> environment.isBroken() ? environment.brokenType() : "Sandbox.Timedout");
  }

  private static Status status(Optional<String> errorType) {
    return errorType
        .map(type -> type.equals("Sandbox.Timedout") ? Status.TIMEOUT : Status.ERROR)
        .orElse(Status.SUCCESS);
  }
}
