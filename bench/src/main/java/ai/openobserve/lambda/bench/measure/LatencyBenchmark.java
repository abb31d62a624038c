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

/// What the extension adds to an invocation after the function is done, by strategy, backend and
/// way to it, in the sandbox: with Lambda's buffering of telemetry (25 ms) and its freezes.
public final class LatencyBenchmark implements Benchmark {
  private static final String SECTION = "Added to an invocation";
  private static final Duration EACH_WAY = Duration.ofMillis(10);
  private static final Duration HANGING = Duration.ofDays(1);

  /// How the backend is reached.
  private enum Way {
    PLAIN("plain HTTP"),
    TLS("TLS"),
    FAR("TLS, 10 ms each way"),
    FAR_AND_NEW("TLS, 10 ms each way, a new connection each time");

    final String words;

    Way(String words) {
      this.words = words;
    }
  }

  private record Case(String strategy, Way way, Duration backend) {
    String words() {
      String speed = backend.equals(HANGING) ? "hanging" : backend.toMillis() + " ms";
      return strategy + ", backend " + speed + ", " + way.words;
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
          boolean worthIt = way == Way.PLAIN || !backend.equals(HANGING);
          boolean quick = backend.isZero() || backend.equals(HANGING);
          if (bench.quick() ? quick && worthIt : worthIt) {
            cases.add(new Case(strategy, way, backend));
          }
        }
      }
    }
    return cases;
  }

  private void measure(Subject subject, Case each, Report report)
      throws IOException, InterruptedException {
    boolean anew = each.way() == Way.FAR_AND_NEW;
    SinkBuilder builder =
        OpenObserveSink.builder()
            .keepRecords(false)
            .keepBodies(false)
            .keepAlive(anew ? Duration.ofMillis(50) : Duration.ofSeconds(5));
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
      boolean far = each.way() == Way.FAR || anew;
      String endpoint = far ? "https://localhost:" + proxy.port() : sink.url();
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
    Function function =
        Function.scripted(invocation -> {
          invocation.log("order accepted");
          invocation.log("payment taken");
          return "{}";
        });
    List<Double> later = new ArrayList<>();
    try (Sandbox sandbox =
        Sandbox.builder()
            .extension(Path.of(subject.command().getFirst()))
            .function(function)
            .environment(variables)
            .start()) {
      double first = added(sandbox.invoke("{}"));
      for (int i = 0; i < bench.pick(5, 15); i++) {
        // Longer than the backend keeps a connection that is to be opened anew.
        Thread.sleep(each.way() == Way.FAR_AND_NEW ? 150 : 20);
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

  private static double added(InvokeResult result) {
    return result.timings().addedByExtensions().toNanos() / 1e6;
  }

  private static Figure figure(String what, Subject subject, Sample sample) {
    return new Figure(SECTION, what, subject.name(), "ms", sample);
  }
}
