package ai.openobserve.lambda.bench.measure;

import ai.openobserve.lambda.bench.lambda.Payload;
import ai.openobserve.lambda.bench.lambda.Payload.Kind;
import ai.openobserve.lambda.bench.report.Figure;
import ai.openobserve.lambda.bench.report.Report;
import ai.openobserve.lambda.bench.report.Sample;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Whether costs grow in proportion to the work: with the amount of logs, and with the records in a
/// batch.
public final class GrowthBenchmark implements Benchmark {
  private static final String SECTION = "Growth";

  private final Bench bench;

  public GrowthBenchmark(Bench bench) {
    this.bench = bench;
  }

  @Override
  public String title() {
    return "Growth with the amount of logs and with the size of a batch";
  }

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    Payload lines = Payload.of(Kind.STRING, 300, Instant.now());
    for (Subject subject : bench.ours()) {
      for (int megabytes : bench.quick() ? List.of(1, 10) : List.of(1, 10, 100, 1000)) {
        Flood flood = Flood.run(bench, subject, lines, megabytes * 1_000_000L, Map.of());
        String amount = String.format(Locale.ROOT, "%,d MB of 300-byte lines", megabytes);
        note(report, amount, subject, flood);
      }
      for (int records : bench.quick() ? List.of(100) : List.of(1, 10, 100, 1000, 10_000)) {
        Flood flood =
            Flood.run(
                bench, subject, lines, 3_000_000, Map.of("O2_BATCH_SIZE", String.valueOf(records)));
        String batch = String.format(Locale.ROOT, "3 MB in batches of %,d", records);
        note(report, batch, subject, flood);
        report.add(figure(batch + ": requests", subject, "", (double) flood.requests()));
      }
    }
  }

  private static void note(Report report, String what, Subject subject, Flood flood) {
    report.add(figure(what + ": processor time", subject, "s", flood.usage().processorSeconds()));
    report.add(figure(what + ": peak memory", subject, "MiB", flood.usage().peakKib() / 1024.0));
  }

  private static Figure figure(String what, Subject subject, String unit, double value) {
    return new Figure(SECTION, what, subject.name(), unit, new Sample(value));
  }
}
