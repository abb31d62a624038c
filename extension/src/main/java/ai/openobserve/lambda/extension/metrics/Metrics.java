package ai.openobserve.lambda.extension.metrics;

import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.Destination;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.buffer.RecordTimestamps;
import ai.openobserve.lambda.extension.delivery.Sender;
import ai.openobserve.lambda.extension.flush.FlushSettings;
import ai.openobserve.lambda.extension.flush.Flusher;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.telemetry.InvocationListener;
import ai.openobserve.lambda.extension.telemetry.InvocationReport;
import ai.openobserve.lambda.extension.time.Clocks;
import ai.openobserve.lambda.extension.time.Deadline;
import ai.openobserve.lambda.extension.time.ElapsedTime;
import ai.openobserve.lambda.extension.time.Waiter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/// Collects and sends the metrics of one environment.
///
/// Metrics are sent when records are: a request with records that begins also starts one with
/// metrics, if there is anything new. Nothing waits for it, and no timer wakes up for it. As with
/// records, a failure is retried with the next request, and a rejected request is halved; but
/// buffer, ledger and backend health are separate. Thread-safe.
public final class Metrics implements InvocationListener {
  /// Where metrics are sent, under the organization.
  public static final Destination DESTINATION = Samples.DESTINATION;

  /// The metric that a health check writes.
  public static final String PROBE = "o2_lambda_health_check";

  private static final int MOST_BYTES = 1 << 20;
  private static final BatchLimits LIMITS = new BatchLimits(1000, 1000, MOST_BYTES / 4);

  /// Shortest time between requests, however many with records there are.
  private static final Duration SHORTEST_GAP = Duration.ofSeconds(1);

  /// Times of reports are in milliseconds, and a function may have many environments: each adds
  /// microseconds of its own, so that their samples do not replace one another.
  private static final int MICROS_IN_A_MILLISECOND = 1000;

  private final Ledger ledger = new Ledger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Clocks clocks;
  private final ElapsedTime elapsed;
  private final long interval;
  private final long gap;
  private final long ownMicros;
  private final InvocationMetrics invocations;
  private final DeliveryMetrics delivery;
  private final Flusher flusher;
  private long lastBegin;
  private long lastFlush;
  private boolean flushed;
  private long runtimeDoneMicros;

  /// @param source the records, whose delivery is measured
  /// @param settings for the requests with metrics
  /// @param threads runs them
  /// @param seed any number that differs between processes
  public Metrics(
      Source source,
      MetricLabels labels,
      Sender sender,
      FlushSettings settings,
      Executor threads,
      Clocks clocks,
      long seed,
      Log log) {
    this.clocks = clocks;
    this.elapsed = new ElapsedTime(clocks);
    this.interval = settings.interval().toNanos();
    this.gap = Math.min(interval, SHORTEST_GAP.toNanos());
    this.ownMicros = Math.floorMod(seed, MICROS_IN_A_MILLISECOND);
    this.lastBegin = elapsed.nanos() - interval;
    Log own = log.about("Metrics");
    LogBuffer buffer = new LogBuffer(MOST_BYTES, LIMITS, ledger, own);
    Samples samples = new Samples(buffer, labels.json());
    this.invocations = new InvocationMetrics(samples);
    this.delivery = new DeliveryMetrics(samples, source.ledger(), source.buffer());
    this.flusher =
        new Flusher(buffer, sender, ledger, settings, Waiter.THREAD, threads, () -> {}, own);
  }

  /// A sample of [#PROBE].
  public static byte[] probe(Instant now) {
    String json =
        "{\"_timestamp\":"
            + RecordTimestamps.micros(now)
            + ",\"__name__\":\""
            + PROBE
            + "\",\"__type__\":\"gauge\",\"value\":1}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /// The records whose delivery is measured.
  public record Source(Ledger ledger, LogBuffer buffer) {}

  /// A sender that delivers through `records`, and sends metrics beside it.
  public Sender beside(Sender records) {
    return new Beside(records, this);
  }

  @Override
  public void runtimeDone(long micros) {
    lock.lock();
    try {
      runtimeDoneMicros = micros;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void reported(InvocationReport report) {
    lock.lock();
    try {
      long millis = Math.floorDiv(report.micros(), MICROS_IN_A_MILLISECOND);
      invocations.add(report, millis * MICROS_IN_A_MILLISECOND + ownMicros);
    } finally {
      lock.unlock();
    }
  }

  /// Called when an invocation begins: opens a connection for metrics, and sends those that no
  /// request with records has taken along.
  public void begin() throws InterruptedException {
    long now = elapsed.nanos();
    boolean overdue;
    lock.lock();
    try {
      if (now - lastBegin < interval) {
        return;
      }
      lastBegin = now;
      overdue = flushed && now - lastFlush >= interval;
    } finally {
      lock.unlock();
    }
    flusher.begin();
    if (overdue) {
      flush();
    }
  }

  /// Called when our part in an invocation is over.
  ///
  /// @param held whether it was held until after the function was done
  public void over(boolean held) {
    lock.lock();
    try {
      long micros = held ? Math.max(0, nowMicros() - runtimeDoneMicros) : 0;
      delivery.added(micros / (double) MICROS_IN_A_MILLISECOND);
    } finally {
      lock.unlock();
    }
  }

  /// Sends what is new, if anything is. Does not wait.
  void flush() throws InterruptedException {
    lock.lock();
    try {
      long now = elapsed.nanos();
      boolean tooSoon = flushed && now - lastFlush < gap;
      if (tooSoon || !(invocations.hasNews() || delivery.hasNews())) {
        return;
      }
      flushed = true;
      lastFlush = now;
      collect();
    } finally {
      lock.unlock();
    }
    flusher.flush(Duration.ZERO);
  }

  private void collect() {
    long micros = nowMicros();
    invocations.flush(micros);
    delivery.flush(micros);
  }

  private long nowMicros() {
    return RecordTimestamps.micros(clocks.wall().instant());
  }

  /// Begins the end: requests that hang are repeated.
  public void beginEnd(Deadline deadline) {
    flusher.beginEnd(deadline);
  }

  /// Sends the last metrics, and waits for that as long as the deadline allows. Call after
  /// [#beginEnd], and after the account of the records was closed.
  ///
  /// @return the account of all samples, for the log
  public String end() throws InterruptedException {
    lock.lock();
    try {
      collect();
    } finally {
      lock.unlock();
    }
    flusher.awaitEnd();
    var _ = flusher.end();
    return ledger.summary();
  }
}
