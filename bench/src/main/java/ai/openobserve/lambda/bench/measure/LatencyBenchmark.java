package ai.openobserve.lambda.bench.measure;

import ai.openobserve.lambda.bench.backend.DelayProxy;
import ai.openobserve.lambda.bench.report.Figure;
import ai.openobserve.lambda.bench.report.Report;
import ai.openobserve.lambda.bench.report.Sample;
import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.sink.Fault;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import ai.openobserve.lambda.sandbox.sink.SinkBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What the extension adds to an invocation after the function is done, by strategy, backend and
/// connection, in the sandbox: with Lambda's buffering of telemetry (25 ms) and its freezes.
///
/// Lambda delivers telemetry 25 ms after the first event that it holds, so a function's last lines
/// wait for up to that long. A function that logs while it works meets every part of that interval:
/// its work takes a different time in each invocation, spread evenly over the interval. A function
/// that is silent before its last line always waits for all of it: one row shows that.
public final class LatencyBenchmark implements Benchmark {
  private static final String SECTION = "Added to an invocation";
  private static final Duration EACH_WAY = Duration.ofMillis(10);
  private static final Duration HANGING = Duration.ofDays(1);

  /// Coprime with Lambda's 25 ms: 25 invocations in a row meet each phase of it once.
  private static final int STEP_MILLIS = 7;

  private static final int BUFFERING_MILLIS = 25;
  private static final int SHORTEST_WORK_MILLIS = 20;

  /// Invocations that are not counted, while the sandbox is still being compiled.
  private static final int WARM_UP = 12;

  private static final Duration PAUSE = Duration.ofMillis(20);

  /// How long a backend keeps an idle connection: longer than an invocation but shorter than a
  /// pause, for cases in which each invocation must need a new one.
  private static final Duration SHORT_KEEP_ALIVE = Duration.ofMillis(200);

  private static final Duration LONG_KEEP_ALIVE = Duration.ofSeconds(30);
  private static final Duration LONG_PAUSE = Duration.ofMillis(300);

  /// How the backend is reached.
  private enum Way {
    PLAIN("plain HTTP", false, false),
    TLS("TLS", false, false),
    NEW("TLS, a new connection each time", false, true),
    FAR("TLS, 10 ms each way", true, false),
    FAR_AND_NEW("TLS, 10 ms each way, a new connection each time", true, true);

    final String words;
    final boolean far;
    final boolean anew;

    Way(String words, boolean far, boolean anew) {
      this.words = words;
      this.far = far;
      this.anew = anew;
    }
  }

  /// @param silent whether the function writes nothing before its last line
  private record Case(String strategy, Way way, Duration backend, boolean silent) {
    String words() {
      String speed = backend.equals(HANGING) ? "hanging" : backend.toMillis() + " ms";
      String function = silent ? ", function silent until its last line" : "";
      return strategy + ", backend " + speed + ", " + way.words + function;
    }
  }

  private final Bench bench;

  public LatencyBenchmark(Bench bench) {
    this.bench = bench;
  }

  @Override
  public String title() {
    return "Milliseconds added to an invocation";
  }

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    // Otherwise the first case would include the time in which the sandbox is compiled.
    for (int i = 0; i < bench.pick(2, 4); i++) {
      measure(bench.subjects().getFirst(), cases().getFirst(), new Report(System.out));
    }
    for (Subject subject : bench.subjects()) {
      for (Case each : cases()) {
        if (subject.ours() || each.way() == Way.PLAIN) {
          measure(subject, each, report);
        }
      }
    }
  }

  private List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    List<String> strategies =
        bench.quick() ? List.of("end") : List.of("end", "continuous", "periodic");
    for (String strategy : strategies) {
      for (Way way : Way.values()) {
        for (Duration backend :
            List.of(Duration.ZERO, Duration.ofMillis(20), Duration.ofMillis(200), HANGING)) {
          boolean worthIt =
              way == Way.PLAIN
                  || (!backend.equals(HANGING) && !(way.anew && !strategy.equals("end")));
          boolean quick = backend.isZero() || backend.equals(HANGING);
          if (bench.quick() ? quick && worthIt : worthIt) {
            cases.add(new Case(strategy, way, backend, false));
          }
        }
      }
    }
    cases.add(new Case("end", Way.PLAIN, Duration.ZERO, true));
    return cases;
  }

  private void measure(Subject subject, Case each, Report report)
      throws IOException, InterruptedException {
    SinkBuilder builder =
        OpenObserveSink.builder()
            .keepRecords(false)
            .keepBodies(false)
            .keepAlive(each.way().anew ? SHORT_KEEP_ALIVE : LONG_KEEP_ALIVE);
    if (each.way() != Way.PLAIN) {
      builder.https();
    }
    Path authority = Files.createTempFile("o2-bench-", ".pem");
    try (OpenObserveSink sink = builder.start();
        DelayProxy proxy = new DelayProxy(URI.create(sink.url()).getPort(), EACH_WAY)) {
      Files.writeString(authority, sink.authorityPem().orElse(""));
      if (each.backend().equals(HANGING)) {
        sink.faults().always(Fault.hang());
      } else if (!each.backend().isZero()) {
        sink.faults().always(Fault.delay(each.backend()));
      }
      String endpoint = each.way().far ? "https://localhost:" + proxy.port() : sink.url();
      Map<String, String> variables = new HashMap<>(subject.variables(endpoint));
      variables.put("O2_FLUSH_STRATEGY", each.strategy());
      variables.put("O2_AUTHORIZATION_HEADER", sink.authorization());
      if (each.way() != Way.PLAIN) {
        variables.put("SSL_CERT_FILE", authority.toString());
      }
      invocations(subject, each, variables, report);
    } finally {
      Files.delete(authority);
    }
  }

  private void invocations(Subject subject, Case each, Map<String, String> variables, Report report)
      throws IOException, InterruptedException {
    Function function = each.silent() ? silent() : logging();
    List<Double> later = new ArrayList<>();
    try (Sandbox sandbox =
        Sandbox.builder()
            .extension(Path.of(subject.command().getFirst()))
            .function(function)
            .environment(variables)
            .start()) {
      double first = added(sandbox.invoke("{}"));
      for (int i = 0; i < WARM_UP; i++) {
        pause(each);
        sandbox.invoke("{}");
      }
      for (int i = 0; i < bench.pick(8, BUFFERING_MILLIS); i++) {
        pause(each);
        later.add(added(sandbox.invoke("{}")));
      }
      report.add(figure(each.words() + ", first", subject, new Sample(first)));
      report.add(
          figure(
              each.words(),
              subject,
              new Sample(later.stream().mapToDouble(Double::doubleValue).toArray())));
    }
  }

  /// Writes one line every five milliseconds while it works.
  private static Function logging() {
    AtomicInteger number = new AtomicInteger();
    return Function.scripted(invocation -> {
      int phase = number.getAndIncrement() * STEP_MILLIS % BUFFERING_MILLIS;
      long end = System.nanoTime() + Duration.ofMillis(SHORTEST_WORK_MILLIS + phase).toNanos();
      while (System.nanoTime() < end) {
        invocation.log("item packed");
        Thread.sleep(Math.clamp(Duration.ofNanos(end - System.nanoTime()).toMillis(), 1, 5));
      }
      return "{}";
    });
  }

  /// Writes one line, at its end.
  private static Function silent() {
    return Function.scripted(invocation -> {
      Thread.sleep(2 * BUFFERING_MILLIS);
      invocation.log("order shipped");
      return "{}";
    });
  }

  private static void pause(Case each) throws InterruptedException {
    Thread.sleep(each.way().anew ? LONG_PAUSE : PAUSE);
  }

  /// @throws IllegalStateException if the invocation failed, which makes its time meaningless
  private static double added(InvokeResult result) {
    if (!result.succeeded()) {
      throw new IllegalStateException("The function failed, " + result.errorType());
    }
    return result.timings().addedByExtensions().toNanos() / 1e6;
  }

  private static Figure figure(String what, Subject subject, Sample sample) {
    return new Figure(SECTION, what, subject.name(), "ms", sample);
  }
}
