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
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to make records of telemetry, by itself: nanoseconds and, with the profiler `gc`,
/// allocated bytes an event. A body has 1000 events of 300 bytes and is read into a buffer that is
/// emptied at once. `make microbench` runs it.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 1)
@Fork(2)
public class TelemetryReaderBenchmark {
  private static final int EVENTS = 1000;
  private static final int ROOM = 64 << 20;

  /// What the function has written.
  public enum Content {
    /// A line of a runtime without structured logs.
    TEXT("\"2026-11-23T09:59:58.123Z\\t8286a188\\tINFO\\t" + "x".repeat(180) + "\\n\""),

    /// An object, as Lambda's JSON log format has it.
    JSON(
        "{\"timestamp\":\"2026-11-23T09:59:58.123Z\",\"level\":\"INFO\",\"requestId\":\"8286a188\","
            + "\"message\":\""
            + "x".repeat(120)
            + "\"}");

    private final String record;

    Content(String record) {
      this.record = record;
    }

    private byte[] body() {
      String event =
          "{\"time\":\"2026-11-23T09:59:58.123Z\",\"type\":\"function\",\"record\":" + record + "}";
      return ("[" + (event + ",").repeat(EVENTS - 1) + event + "]")
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  /// `O2_RECORD_SHAPE`.
  @Param public RecordShape shape = RecordShape.RECORD;

  /// What the function has written.
  @Param public Content content = Content.TEXT;

  private final Ledger ledger = new Ledger();
  private final LogBuffer buffer = buffer(ledger);
  private byte[] body = {};
  private TelemetryReader reader = reader(buffer, ledger, shape);

  /// Makes a body and a reader for it.
  @Setup
  public void prepare() {
    body = content.body();
    reader = reader(buffer, ledger, shape);
  }

  /// Reads a body and settles its records.
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void read() {
    reader.read(body, body.length);
    for (Batch batch = buffer.take(); batch != null; batch = buffer.take()) {
      buffer.settle(batch, batch.records(), 0);
    }
  }

  private static LogBuffer buffer(Ledger ledger) {
    return new LogBuffer(
        ROOM, BatchLimits.of(OptionalInt.empty(), ROOM), ledger, new LogTrail().log());
  }

  private static TelemetryReader reader(LogBuffer buffer, Ledger ledger, RecordShape shape) {
    return new TelemetryReader(
        new RecordIntake(
            buffer,
            Telemetry.format(shape, RecordMetadata.of("orders", "7", "eu-west-1", "512", "arm64")),
            FilterOptions.NONE,
            new SettableClock()),
        ledger,
        new InvocationWatch(Waiter.THREAD, System::nanoTime),
        EnumSet.allOf(TelemetryType.class),
        new LogTrail().log());
  }
}
