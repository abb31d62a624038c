package ai.openobserve.lambda.bench.measure;

import ai.openobserve.lambda.bench.lambda.LocalLambda;
import ai.openobserve.lambda.bench.process.Run;
import ai.openobserve.lambda.bench.process.Stopwatch.Cache;
import ai.openobserve.lambda.bench.process.Usage;
import ai.openobserve.lambda.bench.report.Figure;
import ai.openobserve.lambda.bench.report.Report;
import ai.openobserve.lambda.bench.report.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a cold start waits for: the time from exec to the first request for an event. Warm, with
/// the executable in the page cache; and cold, with its pages dropped before each start, as on a
/// machine that has just received the layer. All subjects and an empty program take turns.
public final class StartBenchmark implements Benchmark {
  private static final String SECTION = "Start";
  private static final String EMPTY = "empty static executable";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int WARM_UP = 3;

  private final Bench bench;

  public StartBenchmark(Bench bench) {
    this.bench = bench;
  }

  @Override
  public String title() {
    return "Start, warm and cold";
  }

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (int i = -WARM_UP; i < bench.pick(10, 40); i++) {
      turn(Cache.WARM, i >= 0, values);
    }
    for (int i = 0; i < bench.pick(5, 20); i++) {
      turn(Cache.COLD, true, values);
    }
    values.forEach((key, all) -> {
      String[] words = key.split("\t", -1);
      Sample sample = new Sample(all.stream().mapToDouble(Double::doubleValue).toArray());
      report.add(new Figure(SECTION, words[0], words[1], words[2], sample));
    });
  }

  private void turn(Cache cache, boolean counts, Map<String, List<Double>> values)
      throws IOException, InterruptedException {
    Map<String, List<Double>> into = counts ? values : new LinkedHashMap<>();
    for (Subject subject : bench.subjects()) {
      start(subject, cache, into);
    }
    empty(cache, into);
  }

  private void start(Subject subject, Cache cache, Map<String, List<Double>> values)
      throws IOException, InterruptedException {
    try (LocalLambda lambda = new LocalLambda();
        Run run =
            bench
                .stopwatch()
                .start(
                    cache,
                    subject.command(),
                    subject.environment(lambda.address(), "http://127.0.0.1:9", Map.of()))) {
      double millis = (lambda.awaitNext(PATIENCE) - run.startedNanos()) / 1e6;
      Usage usage = run.kill();
      note(subject.name(), cache, millis, run, usage, values);
    }
  }

  private void empty(Cache cache, Map<String, List<Double>> values) throws IOException {
    List<String> command = List.of(bench.programs().resolve("empty").toString());
    try (Run run = bench.stopwatch().start(cache, command, Map.of())) {
      Usage usage = run.end();
      double millis = (usage.endedNanos() - run.startedNanos()) / 1e6;
      note(EMPTY, cache, millis, run, usage, values);
    }
  }

  private static void note(
      String subject,
      Cache cache,
      double millis,
      Run run,
      Usage usage,
      Map<String, List<Double>> values) {
    String state = cache.name().toLowerCase(Locale.ROOT);
    add(values, "exec to the first /next, " + state + "\t" + subject + "\tms", millis);
    add(values, "page faults, " + state + "\t" + subject + "\t", (double) usage.minorFaults());
    if (cache == Cache.COLD) {
      add(
          values,
          "page faults that read the disk, cold\t" + subject + "\t",
          (double) usage.majorFaults());
      add(values, "pages left in the cache, cold\t" + subject + "\t", (double) run.coldPages());
    }
  }

  private static void add(Map<String, List<Double>> values, String key, double value) {
    values.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
  }
}
