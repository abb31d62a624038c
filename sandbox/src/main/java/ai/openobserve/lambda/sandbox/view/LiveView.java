package ai.openobserve.lambda.sandbox.view;

import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.internal.http.HttpFront;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import ai.openobserve.lambda.sandbox.model.TelemetryPost;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import ai.openobserve.lambda.sandbox.sink.SinkAnswer;
import ai.openobserve.lambda.sandbox.sink.StoredRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A page on 127.0.0.1 that shows records as they arrive, the time line of each invocation and a
/// ledger, and that lets the person who watches switch faults of the sink on and off.
///
/// Thread-safe.
public final class LiveView implements AutoCloseable {
  private final InstantSource clock;
  private final Happenings happenings = new Happenings();
  private final Totals totals = new Totals();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final HttpFront front;

  private LiveView(OpenObserveSink sink, InstantSource clock, int port) throws IOException {
    this.clock = clock;
    var faults = new FaultSwitch(sink.faults());
    sink.records().follow(this::stored);
    sink.answers().follow(this::answered);
    this.front =
        new HttpFront(
            HttpFront.Settings.plain(port),
            new ViewServer(happenings, totals, faults, finished::countDown));
  }

  /// Shows what arrives at this sink from now on.
  ///
  /// @param port 0 for a free one
  public static LiveView of(OpenObserveSink sink, InstantSource clock, int port)
      throws IOException {
    return new LiveView(sink, clock, port);
  }

  /// The page's address.
  public String url() {
    return "http://127.0.0.1:" + front.port() + "/";
  }

  /// Shows what happens in this sandbox too.
  ///
  /// @param function its function's name
  public void watch(String function, Sandbox sandbox) {
    sandbox.trail().entries().forEach(what -> step(function, what));
    sandbox.trail().follow(what -> step(function, what));
    sandbox.telemetry().posts().follow(post -> sent(function, post));
    sandbox.output().entries().forEach(this::printed);
    sandbox.output().follow(this::printed);
  }

  /// Whether the person who watches has asked for the end, before or within this time.
  public boolean awaitFinish(Duration timeout) throws InterruptedException {
    return finished.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void step(String function, String what) {
    happenings.add(
        clock.instant(), (number, time) -> new Happening.Step(number, time, function, what));
  }

  private void sent(String function, TelemetryPost post) {
    totals.sent(post.acknowledged() ? post.items() : 0);
    happenings.add(
        post.time(),
        (number, time) ->
            new Happening.Telemetry(
                number, time, function, post.items(), post.took().toMillis()));
  }

  private void printed(OutputLine line) {
    if (line.source().equals(OutputLine.FUNCTION)) {
      totals.printed();
    }
  }

  private void stored(StoredRecord record) {
    totals.stored(record.type().equals("function"));
    happenings.add(
        clock.instant(), (number, time) -> new Happening.Stored(number, time, "", record.node()));
  }

  private void answered(SinkAnswer answer) {
    if (answer.status() != 200 || answer.stored() < answer.records()) {
      totals.failedRequest();
    }
    happenings.add(
        answer.started(),
        (number, time) ->
            new Happening.Request(
                number,
                time,
                answer.status(),
                answer.records(),
                answer.stored(),
                answer.took().toMillis()));
  }

  /// Closes the page's server. Idempotent.
  @Override
  public void close() {
    front.close();
  }
}
