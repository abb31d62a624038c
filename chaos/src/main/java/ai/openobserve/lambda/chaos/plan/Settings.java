package ai.openobserve.lambda.chaos.plan;

import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// The environment of a run.
///
/// @param variables the O2_ variables of the run; those of the backend come on top
public record Settings(
    boolean tls,
    Flavour flavour,
    TelemetryMode telemetryMode,
    Duration budget,
    Duration requestTimeout,
    int bufferMb,
    Duration functionTimeout,
    Duration shutdownTimeout,
    Map<String, String> variables) {
  /// @throws NullPointerException on nulls
  public Settings {
    variables = Map.copyOf(variables);
  }

  /// The most records in a request; if the plan does not set it, the extension's least.
  public int batchSize() {
    return Integer.parseInt(variables.getOrDefault("O2_BATCH_SIZE", "100"));
  }

  @Override
  public String toString() {
    return "%s, %s, %s, function time-out %d ms, shutdown %d ms, %s"
        .formatted(
            tls ? "TLS" : "plain",
            flavour,
            telemetryMode,
            functionTimeout.toMillis(),
            shutdownTimeout.toMillis(),
            new TreeMap<>(variables));
  }
}
