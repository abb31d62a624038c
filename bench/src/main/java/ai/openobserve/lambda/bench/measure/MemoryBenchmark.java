package ai.openobserve.lambda.bench.measure;

import ai.openobserve.lambda.bench.backend.Backend;
import ai.openobserve.lambda.bench.lambda.Payload;
import ai.openobserve.lambda.bench.lambda.Payload.Kind;
import ai.openobserve.lambda.bench.process.Memory;
import ai.openobserve.lambda.bench.report.Figure;
import ai.openobserve.lambda.bench.report.Report;
import ai.openobserve.lambda.bench.report.Sample;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Memory that the extension takes from the function's environment: idle, after many invocations,
/// and with a full buffer because the backend is down.
public final class MemoryBenchmark implements Benchmark {
  private static final String SECTION = "Memory";
  private static final String NOBODY = "http://127.0.0.1:9";

  private final Bench bench;

  public MemoryBenchmark(Bench bench) {
    this.bench = bench;
  }

  @Override
  public String title() {
    return "Memory: idle, after many invocations, with a full buffer";
  }

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    for (Subject subject : bench.subjects()) {
      for (int i = 0; i < bench.pick(1, 3); i++) {
        idle(subject, report);
      }
      invocations(subject, bench.pick(1000, 10_000), report);
    }
    for (Subject subject : bench.ours()) {
      for (int megabytes : bench.quick() ? List.of(10) : List.of(1, 10, 50)) {
        full(subject, megabytes, report);
      }
    }
  }

  private void idle(Subject subject, Report report) throws IOException, InterruptedException {
    try (Session session = Session.start(bench, subject, NOBODY, Map.of())) {
      // Whatever continues after the start is over by then; all earlier figures were taken at this
      // moment too.
      Thread.sleep(1000);
      note(report, "idle, 1 s after the start", subject, session.memory());
    }
  }

  private void invocations(Subject subject, int count, Report report)
      throws IOException, InterruptedException {
    Payload lines = Payload.of(Kind.STRING, 300, Instant.now());
    byte[] body = firstEvent(lines);
    try (Backend backend = new Backend();
        Session session = Session.start(bench, subject, backend.url(), Map.of())) {
      for (int i = 0; i < count; i++) {
        String requestId = session.invoke();
        session.post(body);
        session.done(requestId);
      }
      String when = String.format(Locale.ROOT, "after %,d invocations", count);
      note(report, when, subject, session.memory());
    }
  }

  private static byte[] firstEvent(Payload lines) {
    byte[] body = lines.bodies().getFirst();
    int end = 0;
    while (body[end] != '}') {
      end++;
    }
    byte[] one = java.util.Arrays.copyOf(body, end + 2);
    one[end + 1] = ']';
    return one;
  }

  private void full(Subject subject, int megabytes, Report report)
      throws IOException, InterruptedException {
    Payload lines = Payload.of(Kind.STRING, 300, Instant.now());
    Map<String, String> variables = Map.of("O2_MAX_BUFFER_SIZE_MB", String.valueOf(megabytes));
    try (Session session = Session.start(bench, subject, NOBODY, variables)) {
      session.invoke();
      long sent = 0;
      for (int i = 0; sent < megabytes * 2_000_000L; i++) {
        byte[] body = lines.bodies().get(i % lines.bodies().size());
        session.post(body);
        sent += body.length;
      }
      note(report, "buffer of " + megabytes + " MB full, backend down", subject, session.memory());
    }
  }

  private static void note(Report report, String when, Subject subject, Memory memory) {
    add(report, when + ": resident", subject, memory.resident());
    add(report, when + ": proportional", subject, memory.proportional());
    add(report, when + ": anonymous", subject, memory.anonymous());
  }

  private static void add(Report report, String what, Subject subject, long kib) {
    report.add(new Figure(SECTION, what, subject.name(), "MiB", new Sample(kib / 1024.0)));
  }
}
