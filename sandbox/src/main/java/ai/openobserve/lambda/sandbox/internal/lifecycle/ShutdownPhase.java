package ai.openobserve.lambda.sandbox.internal.lifecycle;

import ai.openobserve.lambda.sandbox.internal.environment.ExecutionEnvironment;
import ai.openobserve.lambda.sandbox.internal.environment.ExtensionAgent;
import ai.openobserve.lambda.sandbox.internal.process.ChildProcess;
import ai.openobserve.lambda.sandbox.internal.telemetry.TelemetryHub;
import ai.openobserve.lambda.sandbox.model.PhaseEvent;
import ai.openobserve.lambda.sandbox.model.PhaseEvent.Phase;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.ShutdownResult;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// The shutdown phase: the runtime goes first and gets at most 30 % of the time, the extensions get
/// the rest.
final class ShutdownPhase {
  private static final double RUNTIME_SHARE = 0.3;
  private static final Duration KILL_GRACE = Duration.ofSeconds(5);
  private static final int KILLED = 137;

  private final ExecutionEnvironment environment;
  private final TelemetryHub telemetry;
  private final ShutdownReason reason;
  private final Duration limit;
  private final long startNanos = System.nanoTime();
  private final long deadlineNanos;
  private final Instant deadline;

  ShutdownPhase(ExecutionEnvironment environment, TelemetryHub telemetry, ShutdownReason reason) {
    this.environment = environment;
    this.telemetry = telemetry;
    this.reason = reason;
    this.limit = environment.options().limits().shutdown();
    this.deadlineNanos = startNanos + limit.toNanos();
    this.deadline = Instant.now().plus(limit);
  }

  /// Runs the phase.
  ///
  /// @param trailingDelay how long after SHUTDOWN the last telemetry is delivered
  ShutdownResult run(Duration trailingDelay) {
    environment.trail("shutdown " + reason);
    environment.note(new PhaseEvent.Began(Instant.now(), Phase.SHUTDOWN, ""));
    environment.expectEnd();
    if (trailingDelay.isZero()) {
      telemetry.resume();
    }
    environment.thaw();
    endRuntime();
    List<ExtensionAgent> listening = notifyExtensions();
    long shutdownNanos = System.nanoTime();
    if (trailingDelay.isPositive()) {
      long trailing = Math.min(deadlineNanos, shutdownNanos + trailingDelay.toNanos());
      boolean _ = environment.extensions().awaitGone(listening, trailing);
      telemetry.resume();
      telemetry.flush();
    }
    if (!environment.extensions().awaitGone(listening, deadlineNanos)) {
      environment.trail("deadline passed: SIGKILL");
    }
    Set<String> alive =
        environment.extensions().all().stream()
            .filter(each -> !each.isGone())
            .map(ExtensionAgent::name)
            .collect(Collectors.toSet());
    environment.kill();
    ShutdownResult result = result(alive, shutdownNanos);
    environment.note(
        new PhaseEvent.Ended(
            Instant.now(), Phase.SHUTDOWN, "", reason.name().toLowerCase(Locale.ROOT)));
    return result;
  }

  /// A runtime that timed out is killed without notice; so is one without extensions, as on Lambda.
  private void endRuntime() {
    if (reason == ShutdownReason.SPINDOWN && !environment.extensions().all().isEmpty()) {
      environment.endRuntime(startNanos + (long) (limit.toNanos() * RUNTIME_SHARE));
    } else {
      environment.killRuntime();
    }
  }

  private List<ExtensionAgent> notifyExtensions() {
    String event =
        JsonMapper.shared()
            .createObjectNode()
            .put("eventType", ExtensionAgent.SHUTDOWN)
            .put("shutdownReason", reasonText())
            .put("deadlineMs", deadline.toEpochMilli())
            .toString();
    List<ExtensionAgent> listening =
        environment.extensions().deliver(ExtensionAgent.SHUTDOWN, "SHUTDOWN " + reason, event);
    environment.extensions().all().stream()
        .filter(each -> !listening.contains(each))
        .forEach(each -> each.process().ifPresent(ChildProcess::kill));
    return listening;
  }

  /// Emulators send the reason in lower case.
  private String reasonText() {
    return environment.options().telemetryMode() == TelemetryMode.LAMBDA
        ? reason.name()
        : reason.name().toLowerCase(Locale.ROOT);
  }

  private ShutdownResult result(Set<String> killed, long shutdownNanos) {
    List<ExtensionAgent> processes =
        environment.extensions().all().stream().filter(each -> each.process().isPresent()).toList();
    boolean _ =
        environment.extensions().awaitGone(processes, System.nanoTime() + KILL_GRACE.toNanos());
    long endNanos = System.nanoTime();
    Map<String, ShutdownResult.Exit> exits = new LinkedHashMap<>();
    for (ExtensionAgent each : environment.extensions().all()) {
      ExtensionAgent.Exit exit = each.exit().orElse(new ExtensionAgent.Exit(KILLED, endNanos));
      exits.put(
          each.name(),
          new ShutdownResult.Exit(
              exit.code(),
              killed.contains(each.name()),
              Duration.ofNanos(Math.max(0, exit.nanos() - shutdownNanos))));
    }
    return new ShutdownResult(reason, Duration.ofNanos(endNanos - startNanos), exits);
  }
}
