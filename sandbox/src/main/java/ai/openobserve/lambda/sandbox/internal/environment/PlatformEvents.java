package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.internal.model.SandboxOptions;
import ai.openobserve.lambda.sandbox.internal.telemetry.TelemetryEvent;
import ai.openobserve.lambda.sandbox.internal.telemetry.TelemetryHub;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes the platform events of a sandbox, for all generations of its environment, in the
/// Telemetry API's schema 2025-01-29.
///
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html">schema
///   reference</a>
public final class PlatformEvents {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final TelemetryHub telemetry;
  private final SandboxOptions options;

  public PlatformEvents(TelemetryHub telemetry, SandboxOptions options) {
    this.telemetry = telemetry;
    this.options = options;
  }

  /// `platform.initStart`.
  public void initStart(InitKind kind) {
    ObjectNode record = initRecord(kind);
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

  /// `platform.initRuntimeDone`.
  public void initRuntimeDone(InitKind kind, Status status, Optional<String> errorType) {
    emit("platform.initRuntimeDone", ended(initRecord(kind), status, errorType));
  }

  /// `platform.initReport`.
  public void initReport(
      InitKind kind, Status status, Optional<String> errorType, Duration duration) {
    ObjectNode record = ended(initRecord(kind), status, errorType);
    record.putObject("metrics").put("durationMs", millis(duration));
    emit("platform.initReport", record);
  }

  private ObjectNode initRecord(InitKind kind) {
    return MAPPER
        .createObjectNode()
        .put("initializationType", options.flavour().initializationType())
        .put("phase", kind.wireName());
  }

  /// `platform.extension`.
  public void extension(ExtensionAgent agent, String state) {
    ObjectNode record = MAPPER.createObjectNode().put("name", agent.name()).put("state", state);
    var events = record.putArray("events");
    agent.events().forEach(events::add);
    agent.reported().ifPresent(type -> record.put("errorType", type));
    emit("platform.extension", record);
  }

  /// `platform.telemetrySubscription`.
  public void telemetrySubscription(String name, List<String> types) {
    ObjectNode record = MAPPER.createObjectNode().put("name", name).put("state", "Subscribed");
    var array = record.putArray("types");
    types.forEach(array::add);
    emit("platform.telemetrySubscription", record);
  }

  /// `platform.start`.
  public void start(Invocation invocation) {
    ObjectNode record =
        MAPPER
            .createObjectNode()
            .put("requestId", invocation.requestId())
            .put("version", options.identity().version());
    tracing(record, invocation);
    emit("platform.start", record);
  }

  /// `platform.runtimeDone`.
  public void runtimeDone(Invocation invocation, InvokeResult soFar) {
    ObjectNode record = invocationRecord(soFar);
    double millis = millis(soFar.timings().runtimeDone());
    record
        .putObject("metrics")
        .put("durationMs", millis)
        .put("producedBytes", soFar.response().map(String::length).orElse(0));
    ObjectNode span = record.putArray("spans").addObject();
    span.put("name", "responseLatency");
    span.put("start", Instant.now().minus(soFar.timings().phase()).toString());
    span.put("durationMs", millis);
    tracing(record, invocation);
    emit("platform.runtimeDone", record);
  }

  /// `platform.report`.
  ///
  /// @param init the duration of the init if this is the first invocation after it
  /// @param restore the duration of the restore if this is the first invocation after it
  public void report(
      Invocation invocation,
      InvokeResult result,
      Optional<Duration> init,
      Optional<Duration> restore) {
    ObjectNode record = invocationRecord(result);
    Duration phase = result.timings().phase();
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

  /// `platform.restoreStart`.
  public void restoreStart() {
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

  /// `platform.restoreRuntimeDone`.
  public void restoreRuntimeDone(Status status) {
    emit(
        "platform.restoreRuntimeDone",
        MAPPER
            .createObjectNode()
            .put("initializationType", options.flavour().initializationType())
            .put("status", status.wireName()));
  }

  /// `platform.restoreReport`.
  public void restoreReport(Status status, Duration duration) {
    ObjectNode record =
        MAPPER
            .createObjectNode()
            .put("initializationType", options.flavour().initializationType())
            .put("status", status.wireName());
    record.putObject("metrics").put("durationMs", millis(duration));
    emit("platform.restoreReport", record);
  }

  private static ObjectNode invocationRecord(InvokeResult result) {
    ObjectNode record = MAPPER.createObjectNode().put("requestId", result.requestId());
    return ended(record, result.status(), result.errorType());
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

  /// Milliseconds with three decimal places, as Lambda writes them.
  private static double millis(Duration duration) {
    return Math.round(duration.toNanos() / 1000.0) / 1000.0;
  }
}
