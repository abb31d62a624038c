package ai.openobserve.lambda.extension.telemetry;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.config.FilterOptions;
import ai.openobserve.lambda.extension.config.RecordOptions;
import ai.openobserve.lambda.extension.config.RecordShape;
import ai.openobserve.lambda.extension.config.TelemetryType;
import ai.openobserve.lambda.extension.intake.RecordIntake;
import ai.openobserve.lambda.extension.record.RecordFormat;
import ai.openobserve.lambda.extension.record.RecordMetadata;
import ai.openobserve.lambda.extension.testing.LogTrail;
import ai.openobserve.lambda.extension.testing.SettableClock;
import ai.openobserve.lambda.extension.time.Waiter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// A reader with everything around it, without a socket.
final class Telemetry {
  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(20_000)
                          .maxNumberLength(1_000_000)
                          .build())
                  .build())
          // Numbers compare by value and by scale: 1.10 is not 1.1.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /// Records as received, without metadata.
  static final RecordFormat FORMAT = format(RecordShape.RECORD, RecordMetadata.NONE);

  /// When the events of [#event] were.
  static final String TIME = "2026-11-23T09:59:58.123Z";

  private static final int ROOM = 64 << 20;

  final SettableClock clock = new SettableClock();
  final Ledger ledger = new Ledger();
  final LogTrail trail = new LogTrail();
  final InvocationWatch watch = new InvocationWatch(Waiter.THREAD, clock::nanos);
  final LogBuffer buffer =
      new LogBuffer(ROOM, BatchLimits.of(OptionalInt.empty(), ROOM), ledger, trail.log());
  final TelemetryReader reader;

  Telemetry() {
    this(FORMAT, EnumSet.allOf(TelemetryType.class));
  }

  Telemetry(RecordFormat format) {
    this(format, EnumSet.allOf(TelemetryType.class));
  }

  Telemetry(RecordFormat format, Set<TelemetryType> forwarded) {
    this(format, FilterOptions.NONE, forwarded);
  }

  Telemetry(RecordFormat format, FilterOptions filters) {
    this(format, filters, EnumSet.allOf(TelemetryType.class));
  }

  private Telemetry(RecordFormat format, FilterOptions filters, Set<TelemetryType> forwarded) {
    reader =
        new TelemetryReader(
            new RecordIntake(buffer, format, filters, clock),
            ledger,
            watch,
            forwarded,
            trail.log());
  }

  static RecordFormat format(RecordShape shape, RecordMetadata metadata) {
    return RecordFormat.of(new RecordOptions(shape, Map.of(), false), metadata, 0);
  }

  /// An event with this record, given as JSON.
  static String event(String type, String record) {
    return "{\"time\":\"" + TIME + "\",\"type\":\"" + type + "\",\"record\":" + record + "}";
  }

  /// The text of a member that has to be there.
  static String text(JsonNode record, String field) {
    return record.required(field).asString();
  }

  /// Reads the body out of a buffer that is longer than it, as the listener's is.
  void read(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    read(bytes);
  }

  void read(byte[] body) {
    byte[] longer = Arrays.copyOf(body, body.length + 100);
    Arrays.fill(longer, body.length, longer.length, (byte) ']');
    reader.read(longer, body.length);
  }

  /// Everything in the buffer, as it would be sent: a JSON array.
  byte[] sent() {
    StringBuilder array = new StringBuilder("[");
    for (@Nullable Batch batch = buffer.take(); batch != null; batch = buffer.take()) {
      array
          .append(array.length() == 1 ? "" : ",")
          .append(
              new String(batch.bytes(), batch.offset(), batch.length(), StandardCharsets.UTF_8));
      buffer.settle(batch, batch.records(), 0);
    }
    return array.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The records in the buffer.
  List<JsonNode> records() {
    List<JsonNode> records = new ArrayList<>();
    JSON.readTree(sent()).forEach(records::add);
    return records;
  }

  JsonNode onlyRecord() {
    List<JsonNode> records = records();
    if (records.size() != 1) {
      throw new AssertionError("Not one record: " + records);
    }
    return records.getFirst();
  }
}
