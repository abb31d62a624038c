package ai.openobserve.lambda.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes the platform events of one environment, in the shapes of the Telemetry API's schema
/// 2025-01-29.
///
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html">schema
///   reference</a>
final class PlatformEvents {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final TelemetryHub telemetry;
  private final SandboxOptions options;

  PlatformEvents(TelemetryHub telemetry, SandboxOptions options) {
    this.telemetry = telemetry;
    this.options = options;
  }

  void initStart(String phase) {
    ObjectNode record = initRecord(phase);
    record.put("runtimeVersion", "provided:al2023.v1");
    record.put(
        "runtimeVersionArn",
        "arn:aws:lambda:%s::runtime:sandbox".formatted(options.identity().region()));
    record.put("functionName", options.identity().name());
    record.put("functionVersion", options.identity().version());
    record.put("instanceId", "sandbox");
    record.put("instanceMaxMemory", (long) options.identity().memorySizeMb() << 20);
    emit("platform.initStart", record);
  }

  void initRuntimeDone(String phase, Status status, Optional<String> errorType) {
    emit("platform.initRuntimeDone", ended(initRecord(phase), status, errorType));
  }

  void initReport(String phase, Status status, Optional<String> errorType, Duration duration) {
    ObjectNode record = ended(initRecord(phase), status, errorType);
    record.putObject("metrics").put("durationMs", millis(duration));
    emit("platform.initReport", record);
  }

  private ObjectNode initRecord(String phase) {
    return MAPPER
        .createObjectNode()
        .put("initializationType", options.flavour().initializationType())
        .put("phase", phase);
  }

  void extension(ExtensionAgent agent, String state) {
    ObjectNode record = MAPPER.createObjectNode().put("name", agent.name()).put("state", state);
    var events = record.putArray("events");
    agent.events().forEach(events::add);
    agent.reported().ifPresent(type -> record.put("errorType", type));
    emit("platform.extension", record);
  }

  void telemetrySubscription(String name, List<String> types) {
    ObjectNode record = MAPPER.createObjectNode().put("name", name).put("state", "Subscribed");
    var array = record.putArray("types");
    types.forEach(array::add);
    emit("platform.telemetrySubscription", record);
  }

  void start(Invocation invocation) {
    ObjectNode record =
        MAPPER
            .createObjectNode()
            .put("requestId", invocation.requestId())
            .put("version", options.identity().version());
    tracing(record, invocation);
    emit("platform.start", record);
  }

  void runtimeDone(Invocation invocation) {
    ObjectNode record = invocationRecord(invocation);
    double millis = millis(invocation.untilDone());
    record
        .putObject("metrics")
        .put("durationMs", millis)
        .put("producedBytes", invocation.responseBytes());
    ObjectNode span = record.putArray("spans").addObject();
    span.put("name", "responseLatency");
    span.put("start", Instant.now().minus(invocation.sinceStart()).toString());
    span.put("durationMs", millis);
    tracing(record, invocation);
    emit("platform.runtimeDone", record);
  }

  /// @param init how long the init took where this invocation is the first one after it
  void report(
      Invocation invocation, Duration phase, Optional<Duration> init, Optional<Duration> restore) {
    ObjectNode record = invocationRecord(invocation);
    ObjectNode metrics = record.putObject("metrics");
    metrics.put("durationMs", millis(phase));
    if (options.flavour() != Flavour.MANAGED_INSTANCES) {
      metrics.put("billedDurationMs", (long) Math.ceil(millis(phase)));
      metrics.put("memorySizeMB", options.identity().memorySizeMb());
      metrics.put("maxMemoryUsedMB", options.identity().memorySizeMb() / 2);
      init.ifPresent(duration -> metrics.put("initDurationMs", millis(duration)));
      restore.ifPresent(duration -> metrics.put("restoreDurationMs", millis(duration)));
    }
    tracing(record, invocation);
    emit("platform.report", record);
  }

  void restoreStart() {
    ObjectNode record =
        MAPPER
            .createObjectNode()
            .put("initializationType", options.flavour().initializationType())
            .put("functionName", options.identity().name())
            .put("functionVersion", options.identity().version())
            .put("instanceId", "sandbox")
            .put("instanceMaxMemory", (long) options.identity().memorySizeMb() << 20);
    emit("platform.restoreStart", record);
  }

  void restoreRuntimeDone(Status status) {
    emit(
        "platform.restoreRuntimeDone",
        MAPPER
            .createObjectNode()
            .put("initializationType", options.flavour().initializationType())
            .put("status", status.wireName()));
  }

  void restoreReport(Status status, Duration duration) {
    ObjectNode record =
        MAPPER
            .createObjectNode()
            .put("initializationType", options.flavour().initializationType())
            .put("status", status.wireName());
    record.putObject("metrics").put("durationMs", millis(duration));
    emit("platform.restoreReport", record);
  }

  private static ObjectNode invocationRecord(Invocation invocation) {
    ObjectNode record = MAPPER.createObjectNode().put("requestId", invocation.requestId());
    return ended(record, invocation.status(), invocation.errorType());
  }

  private static ObjectNode ended(ObjectNode record, Status status, Optional<String> errorType) {
    record.put("status", status.wireName());
    errorType.ifPresent(type -> record.put("errorType", type));
    return record;
  }

  private static void tracing(ObjectNode record, Invocation invocation) {
    record
        .putObject("tracing")
        .put("spanId", invocation.spanId())
        .put("type", "X-Amzn-Trace-Id")
        .put("value", invocation.traceId());
  }

  private void emit(String type, ObjectNode record) {
    String json = record.toString();
    telemetry.emit(new TelemetryEvent(telemetry.now(), type, json, json));
  }

  /// Milliseconds with three digits after the point, as Lambda has them.
  private static double millis(Duration duration) {
    return Math.round(duration.toNanos() / 1000.0) / 1000.0;
  }
}
