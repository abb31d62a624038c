package ai.openobserve.lambda.sandbox.internal.lifecycle;

import ai.openobserve.lambda.sandbox.internal.api.ApiServer;
import ai.openobserve.lambda.sandbox.internal.environment.ExecutionEnvironment;
import ai.openobserve.lambda.sandbox.internal.environment.ExtensionAgent;
import ai.openobserve.lambda.sandbox.internal.environment.FunctionOutput;
import ai.openobserve.lambda.sandbox.internal.environment.LambdaEnvironment;
import ai.openobserve.lambda.sandbox.internal.environment.PlatformEvents;
import ai.openobserve.lambda.sandbox.internal.model.SandboxOptions;
import ai.openobserve.lambda.sandbox.internal.telemetry.TelemetryHub;
import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import ai.openobserve.lambda.sandbox.model.PhaseEvent;
import java.io.IOException;
import java.util.List;

/// The environments of a sandbox, one generation after another, and what they all share: the API
/// server, telemetry and the journals. Thread-safe.
public final class Environments implements AutoCloseable {
  private final SandboxOptions options;
  private final Journal<String> trail = new Journal<>("trail lines");
  private final Journal<PhaseEvent> phaseEvents = new Journal<>("phase events");
  private final TelemetryHub telemetry;
  private final PlatformEvents platform;
  private final FunctionOutput output;
  private final ApiServer server;
  private final LambdaEnvironment variables;
  private volatile ExecutionEnvironment current;

  /// @throws IOException if the API server cannot be started
  public Environments(SandboxOptions options) throws IOException {
    this.options = options;
    this.telemetry = new TelemetryHub(options);
    this.platform = new PlatformEvents(telemetry, options);
    this.output = new FunctionOutput(telemetry, options);
    this.server = new ApiServer(options.port(), this::current, telemetry, platform);
    this.variables = new LambdaEnvironment(options, server.address());
    this.current = create();
  }

  private ExecutionEnvironment create() {
    return new ExecutionEnvironment(options, trail, phaseEvents, output, variables);
  }

  /// Replaces the current environment, which must have ended.
  ExecutionEnvironment renew() {
    ExecutionEnvironment fresh = create();
    current = fresh;
    return fresh;
  }

  /// The newest environment.
  ExecutionEnvironment current() {
    return current;
  }

  /// Writes their platform events.
  PlatformEvents platform() {
    return platform;
  }

  /// The extensions of the newest environment.
  public List<ExtensionAgent> extensions() {
    return current.extensions().all();
  }

  /// The Telemetry API.
  public TelemetryHub telemetry() {
    return telemetry;
  }

  /// Every line of function and extensions.
  public Journal<OutputLine> output() {
    return output.lines();
  }

  /// The trail: what happened, in order.
  public Journal<String> trail() {
    return trail;
  }

  /// When phases began and ended.
  public Journal<PhaseEvent> phaseEvents() {
    return phaseEvents;
  }

  /// Host and port of the API server.
  public String runtimeApi() {
    return server.address();
  }

  /// Closes the API server permanently.
  public void breakRuntimeApi() {
    trail.append("Runtime API gone");
    server.close();
  }

  /// Kills every process.
  @Override
  public void close() {
    current.kill();
    telemetry.reset();
    server.close();
  }
}
