package ai.openobserve.lambda.bench.measure;

import ai.openobserve.lambda.bench.measure.Trial.Result;
import ai.openobserve.lambda.bench.report.Figure;
import ai.openobserve.lambda.bench.report.Report;
import ai.openobserve.lambda.bench.report.Sample;
import ai.openobserve.lambda.sandbox.sink.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What a failing or slow backend costs the function's invocations, and how many of their lines are
/// lost, in the sandbox: how long each invocation was held after the function was done, how many
/// requests it took, and how much the extension logged.
public final class DeliveryBenchmark implements Benchmark {
  private static final String SECTION = "Delivery";
  private static final Duration SLOWER_THAN_THE_BUDGET = Duration.ofMillis(1300);

  private final Bench bench;

  public DeliveryBenchmark(Bench bench) {
    this.bench = bench;
  }

  @Override
  public String title() {
    return "Milliseconds added, requests, own lines and losses where the backend fails or is slow";
  }

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    for (Subject subject : bench.subjects()) {
      for (Trial trial : trials()) {
        Result result = trial.run(subject);
        addTimes(report, subject, trial, result);
        addCounts(report, subject, trial, result);
      }
    }
  }

  private List<Trial> trials() {
    Trial good = new Trial("good backend, sparse invocations", 100, 2, Duration.ofMillis(100));
    Trial busy = new Trial("good backend, busy invocations", 200, 20, Duration.ZERO);
    Trial refusing = few("backend refuses connections").prepared(sink -> sink.outage());
    Trial slow =
        few("backend takes 1.3 s")
            .prepared(sink -> sink.faults().always(Fault.delay(SLOWER_THAN_THE_BUDGET)));
    // With a good backend, to show what Lambda's delivery of so much telemetry takes by itself.
    Trial flood =
        new Trial("20 MB in an invocation, good backend", 2, 20_000, Duration.ofSeconds(1))
            .ofLines(1000);
    if (bench.quick()) {
      return List.of(refusing, slow);
    }
    return List.of(
        good,
        busy,
        busy.named("backend takes 200 ms, busy invocations")
            .prepared(sink -> sink.faults().always(Fault.delay(Duration.ofMillis(200)))),
        refusing,
        slow,
        few("one answer of many never comes")
            .prepared(sink -> sink.faults().next(3, Fault.none()).next(Fault.hang())),
        few("backend answers 400 to everything")
            .prepared(sink -> sink.faults().always(Fault.status(400))),
        flood,
        flood
            .named("20 MB in an invocation, backend takes 0.5 s")
            .prepared(sink -> sink.faults().always(Fault.delay(Duration.ofMillis(500)))));
  }

  private static Trial few(String words) {
    return new Trial(words, 12, 20, Duration.ofMillis(20));
  }

  private static void addTimes(Report report, Subject subject, Trial trial, Result result) {
    List<Double> added = result.addedMillis();
    add(report, subject, trial.words() + ": first invocation", "ms", new Sample(added.getFirst()));
    double[] later = added.stream().skip(1).mapToDouble(Double::doubleValue).toArray();
    add(report, subject, trial.words() + ": later invocations", "ms", new Sample(later));
  }

  private static void addCounts(Report report, Subject subject, Trial trial, Result result) {
    String words = trial.words();
    add(report, subject, words + ": requests", "", new Sample(result.requests()));
    add(report, subject, words + ": own log lines", "", new Sample(result.ownLines()));
    String lost = String.format(Locale.ROOT, "%s: lost of %,d lines", words, result.printed());
    add(report, subject, lost, "", new Sample(result.lost()));
  }

  private static void add(Report report, Subject subject, String what, String unit, Sample sample) {
    report.add(new Figure(SECTION, what, subject.name(), unit, sample));
  }
}
