package ai.openobserve.lambda.extension.telemetry;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.config.FilterOptions;
import ai.openobserve.lambda.extension.config.RecordShape;
import ai.openobserve.lambda.extension.config.TelemetryType;
import ai.openobserve.lambda.extension.intake.RecordIntake;
import ai.openobserve.lambda.extension.record.RecordMetadata;
import ai.openobserve.lambda.extension.testing.LogTrail;
import ai.openobserve.lambda.extension.testing.SettableClock;
import ai.openobserve.lambda.extension.time.Waiter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalInt;

/// What it costs to make records of telemetry, by itself: bodies of 1000 events of 300 bytes, read
/// into a buffer that is emptied at once. Run by hand; prints the median of 30 rounds for each kind
/// of record and each shape, in nanoseconds an event.
final class TelemetryReaderBenchmark {
  private static final int EVENTS = 1000;
  private static final int ROUNDS = 30;
  private static final int BODIES = 60;
  private static final int ROOM = 64 << 20;

  private TelemetryReaderBenchmark() {}

  public static void main(String[] arguments) {
    byte[] text =
        body("\"2026-11-23T09:59:58.123Z\\t8286a188\\tINFO\\t" + "x".repeat(180) + "\\n\"");
    byte[] json =
        body(
            "{\"timestamp\":\"2026-11-23T09:59:58.123Z\",\"level\":\"INFO\",\"requestId\":\"8286a188\","
                + "\"message\":\""
                + "x".repeat(120)
                + "\"}");
    for (RecordShape shape : RecordShape.values()) {
      System.out.println(
          shape + " text " + median(shape, text) + " ns, JSON " + median(shape, json));
    }
  }

  private static byte[] body(String record) {
    String event =
        "{\"time\":\"2026-11-23T09:59:58.123Z\",\"type\":\"function\",\"record\":" + record + "}";
    return ("[" + (event + ",").repeat(EVENTS - 1) + event + "]").getBytes(StandardCharsets.UTF_8);
  }

  private static long median(RecordShape shape, byte[] body) {
    Ledger ledger = new Ledger();
    LogTrail trail = new LogTrail();
    LogBuffer buffer =
        new LogBuffer(ROOM, BatchLimits.of(OptionalInt.empty(), ROOM), ledger, trail.log());
    TelemetryReader reader =
        new TelemetryReader(
            new RecordIntake(
                buffer,
                Telemetry.format(
                    shape, RecordMetadata.of("orders", "7", "eu-west-1", "512", "arm64")),
                FilterOptions.NONE,
                new SettableClock()),
            ledger,
            new InvocationWatch(Waiter.THREAD, System::nanoTime),
            EnumSet.allOf(TelemetryType.class),
            trail.log());
    long[] rounds = new long[ROUNDS];
    for (int round = 0; round < 2 * ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < BODIES; i++) {
        reader.read(body, body.length);
        for (Batch batch = buffer.take(); batch != null; batch = buffer.take()) {
          buffer.settle(batch, batch.records(), 0);
        }
      }
      rounds[round % ROUNDS] = (System.nanoTime() - start) / BODIES / EVENTS;
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }
}
