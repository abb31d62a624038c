package ai.openobserve.lambda.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The shutdown phase: the runtime goes first and has 30 % of the time at most, the extensions have
/// the rest.
final class ShutdownPhase {
  private static final double RUNTIME_SHARE = 0.3;
  private static final Duration KILL_GRACE = Duration.ofSeconds(5);

  private final ExecutionEnvironment environment;
  private final TelemetryHub telemetry;
  private final ShutdownReason reason;
  private final long startNanos = System.nanoTime();
  private final long deadlineNanos;
  private final Instant deadline;
  private final Map<String, Duration> ends = new LinkedHashMap<>();

  ShutdownPhase(ExecutionEnvironment environment, TelemetryHub telemetry, ShutdownReason reason) {
    this.environment = environment;
    this.telemetry = telemetry;
    this.reason = reason;
    Duration limit = environment.options().limits().shutdown();
    this.deadlineNanos = startNanos + limit.toNanos();
    this.deadline = Instant.now().plus(limit);
  }

  ShutdownResult run() {
    environment.trail("shutdown " + reason);
    environment.expectEnd();
    boolean trailing = telemetry.trailingDelay().isPositive();
    if (!trailing) {
      telemetry.resume();
    }
    environment.thaw();
    endRuntime();
    List<ExtensionAgent> listening = notifyExtensions();
    long shutdownNanos = System.nanoTime();
    if (trailing) {
      boolean _ =
          environment
              .monitor()
              .await(
                  () -> allGone(listening),
                  Math.min(deadlineNanos, shutdownNanos + telemetry.trailingDelay().toNanos()));
      telemetry.resume();
      telemetry.flush();
    }
    boolean inTime = environment.monitor().await(() -> allGone(listening), deadlineNanos);
    if (!inTime) {
      environment.trail("deadline passed: SIGKILL");
    }
    Map<String, Boolean> killed = new LinkedHashMap<>();
    environment
        .agents()
        .forEach(each -> killed.put(each.name(), !environment.monitor().read(each::isGone)));
    environment.kill();
    return result(killed, shutdownNanos);
  }

  /// A runtime that has timed out is not asked; neither is one without extensions, as on Lambda.
  private void endRuntime() {
    var process = environment.runtimeProcess();
    boolean asked = reason == ShutdownReason.SPINDOWN && !environment.agents().isEmpty();
    if (asked && process.isPresent()) {
      process.get().terminate();
      long share = (long) (environment.options().limits().shutdown().toNanos() * RUNTIME_SHARE);
      boolean _ =
          environment.monitor().await(() -> environment.runtime().isGone(), startNanos + share);
    }
    environment.killRuntime();
  }

  private List<ExtensionAgent> notifyExtensions() {
    String event =
        JsonMapper.shared()
            .createObjectNode()
            .put("eventType", ExtensionAgent.SHUTDOWN)
            .put("shutdownReason", reasonText())
            .put("deadlineMs", deadline.toEpochMilli())
            .toString();
    Collection<ExtensionAgent> agents = environment.agents();
    List<ExtensionAgent> listening =
        agents.stream().filter(each -> each.wants(ExtensionAgent.SHUTDOWN)).toList();
    environment
        .monitor()
        .update(() -> listening.forEach(each -> each.deliver("SHUTDOWN " + reason, event)));
    agents.stream()
        .filter(each -> !listening.contains(each))
        .forEach(each -> each.process().ifPresent(ChildProcess::kill));
    return listening;
  }

  /// Emulators write it in lower case.
  private String reasonText() {
    return environment.options().telemetryMode() == TelemetryMode.LAMBDA
        ? reason.name()
        : reason.name().toLowerCase(java.util.Locale.ROOT);
  }

  private boolean allGone(List<ExtensionAgent> agents) {
    for (ExtensionAgent each : agents) {
      if (each.isGone()) {
        ends.putIfAbsent(each.name(), Duration.ofNanos(System.nanoTime() - startNanos));
      }
    }
    return agents.stream().allMatch(ExtensionAgent::isGone);
  }

  private ShutdownResult result(Map<String, Boolean> killed, long shutdownNanos) {
    Collection<ExtensionAgent> agents = environment.agents();
    boolean _ =
        environment
            .monitor()
            .await(
                () -> agents.stream().allMatch(each -> each.isGone() || each.process().isEmpty()),
                System.nanoTime() + KILL_GRACE.toNanos());
    Duration whole = Duration.ofNanos(System.nanoTime() - startNanos);
    Duration before = Duration.ofNanos(shutdownNanos - startNanos);
    Map<String, ShutdownResult.Exit> exits = new LinkedHashMap<>();
    for (ExtensionAgent each : agents) {
      Duration end = ends.getOrDefault(each.name(), whole).minus(before);
      exits.put(
          each.name(),
          new ShutdownResult.Exit(
              each.exitCode().orElse(137), killed.getOrDefault(each.name(), true), end));
    }
    return new ShutdownResult(reason, whole, exits);
  }
}
