package ai.openobserve.lambda.sandbox.view;

import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.internal.http.HttpFront;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import ai.openobserve.lambda.sandbox.model.PhaseEvent;
import ai.openobserve.lambda.sandbox.model.TelemetryPost;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import ai.openobserve.lambda.sandbox.sink.SinkAnswer;
import ai.openobserve.lambda.sandbox.sink.StoredRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A page on 127.0.0.1 that shows records as they arrive, the time line of each phase and a ledger,
/// and that lets the user switch the sink's faults on and off and invoke the function.
///
/// Thread-safe.
public final class LiveView implements AutoCloseable {
  private static final int MOST_WISHES = 100;

  private final History history = new History();
  private final Totals totals = new Totals();
  private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>(MOST_WISHES);
  private final HttpFront front;

  private LiveView(OpenObserveSink sink, Optional<String> payload, int port) throws IOException {
    var pages = new ViewServer(history, totals, new FaultSwitch(sink.faults()), wishes, payload);
    this.front = new HttpFront(HttpFront.Settings.plain(port), pages);
    sink.records().follow(this::stored);
    sink.answers().follow(this::answered);
  }

  /// Shows what arrives at this sink from now on, and offers no invocations.
  ///
  /// @param port 0 for a free one
  public static LiveView of(OpenObserveSink sink, int port) throws IOException {
    return new LiveView(sink, Optional.empty(), port);
  }

  /// Shows the same, and lets the user invoke the function.
  ///
  /// @param payload the payload that the page suggests
  public static LiveView withInvocations(OpenObserveSink sink, String payload, int port)
      throws IOException {
    return new LiveView(sink, Optional.of(payload), port);
  }

  /// The page's address.
  public String url() {
    return "http://127.0.0.1:" + front.port() + "/";
  }

  /// Shows what happens in this sandbox from now on.
  ///
  /// @param function its function's name
  public void watch(String function, Sandbox sandbox) {
    sandbox.phaseEvents().follow(event -> phase(function, event));
    sandbox.telemetry().posts().follow(post -> sent(function, post));
    sandbox.output().follow(this::printed);
  }

  /// Waits for the user's next request; empty if there is none in time.
  public Optional<Wish> awaitWish(Duration most) throws InterruptedException {
    return Optional.ofNullable(wishes.poll(most.toNanos(), TimeUnit.NANOSECONDS));
  }

  /// Waits for the user's next request, however long it takes.
  public Wish awaitWish() throws InterruptedException {
    return wishes.take();
  }

  private void phase(String function, PhaseEvent event) {
    history.add(new Happening.Step(function, event));
  }

  private void sent(String function, TelemetryPost post) {
    totals.sent(post.acknowledged() ? post.items() : 0);
    history.add(new Happening.Telemetry(function, post));
  }

  private void printed(OutputLine line) {
    if (line.source().equals(OutputLine.FUNCTION)) {
      totals.printed();
    } else if (line.text().contains("Records: ")) {
      totals.account(line.text());
    }
  }

  private void stored(StoredRecord record) {
    totals.stored(record.type().equals("function"));
    history.add(new Happening.Stored(record));
  }

  private void answered(SinkAnswer answer) {
    var request = new Happening.Request(answer);
    if (!request.isDelivery()) {
      return;
    }
    if (!request.succeeded()) {
      totals.failedRequest();
    }
    history.add(request);
  }

  /// Closes the page's server. Idempotent.
  @Override
  public void close() {
    front.close();
  }
}
