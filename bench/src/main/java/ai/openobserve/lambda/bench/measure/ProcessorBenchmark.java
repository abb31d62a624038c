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

/// What the flow of logs costs in CPU time, memory and bytes on the wire, by the size and kind of
/// the records, compared with what receiving alone and compressing alone cost.
public final class ProcessorBenchmark implements Benchmark {
  private static final String SECTION = "Flow of logs";
  private static final int USUAL = 300;

  private final Bench bench;
  private final References references;

  public ProcessorBenchmark(Bench bench) {
    this.bench = bench;
    this.references = new References(bench);
  }

  @Override
  public String title() {
    return "Processor time, peak memory and bytes on the wire for 100 MB";
  }

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    long bytes = bench.pick(20, 100) * 1_000_000L;
    for (int i = 0; i < bench.pick(1, 3); i++) {
      Payload usual = Payload.of(Kind.STRING, USUAL, Instant.now());
      for (Subject subject : bench.subjects()) {
        note(
            report,
            subject.name(),
            usual,
            Kind.STRING,
            Flood.run(bench, subject, usual, bytes, Map.of()));
      }
      for (Subject subject : bench.ours()) {
        Flood plain = Flood.run(bench, subject, usual, bytes, Map.of("O2_COMPRESSION", "none"));
        note(report, subject.name() + ", uncompressed", usual, Kind.STRING, plain);
      }
      references.measure(report, SECTION, what(USUAL, Kind.STRING), usual, bytes);
    }
    if (!bench.quick()) {
      bySize(report, bytes);
    }
  }

  private void bySize(Report report, long bytes) throws IOException, InterruptedException {
    for (int size : List.of(100, 1000, 64_000)) {
      for (Kind kind : Kind.values()) {
        Payload payload = Payload.of(kind, size, Instant.now());
        for (Subject subject : bench.subjects()) {
          note(
              report,
              subject.name(),
              payload,
              kind,
              Flood.run(bench, subject, payload, bytes, Map.of()));
        }
      }
    }
  }

  static String what(int size, Kind kind) {
    return size + "-byte " + (kind == Kind.STRING ? "lines" : "objects");
  }

  private static void note(Report report, String subject, Payload payload, Kind kind, Flood flood) {
    String what = what(payload.recordBytes(), kind);
    add(report, what + ": processor time for 100 MB", subject, "s", flood.secondsPer100Mb());
    add(report, what + ": on the wire for 100 MB", subject, "MB", flood.wirePer100Mb());
    add(report, what + ": peak memory", subject, "MiB", flood.usage().peakKib() / 1024.0);
    add(
        report,
        String.format(Locale.ROOT, "%s: records lost of %,d", what, flood.sentRecords()),
        subject,
        "",
        (double) flood.lost());
  }

  private static void add(Report report, String what, String subject, String unit, double value) {
    report.add(new Figure(SECTION, what, subject, unit, new Sample(value)));
  }
}
