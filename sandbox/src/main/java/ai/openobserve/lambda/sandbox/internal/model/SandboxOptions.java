package ai.openobserve.lambda.sandbox.internal.model;

import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.LogFormat;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The settings of a [SandboxBuilder], checked against Lambda's limits.
public record SandboxOptions(
    List<ExtensionCommand> extensions,
    Function function,
    Map<String, String> environment,
    Flavour flavour,
    TelemetryMode telemetryMode,
    LogFormat logFormat,
    FunctionIdentity identity,
    int maxConcurrency,
    Limits limits,
    Duration snapshotAge,
    boolean freezing,
    int port,
    Consumer<OutputLine> onLine) {

  private static final int MAX_EXTENSIONS = 10;

  /// The deadlines of the phases.
  public record Limits(Duration invoke, Duration init, Duration shutdown) {
    /// @throws IllegalArgumentException if one is not positive
    public Limits {
      for (Duration each : List.of(invoke, init, shutdown)) {
        if (!each.isPositive()) {
          throw new IllegalArgumentException("A time-out must be positive, not " + each);
        }
      }
    }
  }

  /// @throws IllegalArgumentException if Lambda would reject the configuration
  public SandboxOptions {
    extensions = List.copyOf(extensions);
    environment = Map.copyOf(environment);
    if (extensions.size() > MAX_EXTENSIONS) {
      throw new IllegalArgumentException(
          "%d extensions given; Lambda accepts at most %d"
              .formatted(extensions.size(), MAX_EXTENSIONS));
    }
    var names = new HashSet<String>();
    for (ExtensionCommand each : extensions) {
      if (!names.add(each.name())) {
        throw new IllegalArgumentException("Two extensions are named " + each.name());
      }
    }
    for (String name : environment.keySet()) {
      if (ReservedVariables.contains(name)) {
        throw new IllegalArgumentException(
            "Variable " + name + " is reserved by Lambda; a function cannot set it");
      }
    }
    if (maxConcurrency < 1) {
      throw new IllegalArgumentException(
          "maxConcurrency must be at least 1, not " + maxConcurrency);
    }
  }
}
