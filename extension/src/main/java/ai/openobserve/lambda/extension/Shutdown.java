package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.extension.lambda.LambdaEvent;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.metrics.Metrics;
import ai.openobserve.lambda.extension.time.Clocks;
import ai.openobserve.lambda.extension.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The end: telemetry is waited for as long as it comes, everything is delivered as far as the
/// deadline allows, and one line says what was delivered and what was not. Used by one thread.
final class Shutdown {
  /// Kept of the deadline for the last line and the exit.
  private static final Duration EXIT_MARGIN = Duration.ofMillis(300);

  /// What Lambda leaves of its 2 s where the runtime takes its share first; for a SHUTDOWN that
  /// comes without a deadline.
  private static final Duration USUAL_DEADLINE = Duration.ofMillis(1400);

  /// Telemetry that pauses for longer than this, before the last report, is taken to be over.
  private static final Duration SILENCE = Duration.ofMillis(300);

  /// The same once the last report is there.
  private static final Duration QUIET = Duration.ofMillis(80);

  /// What a flush may take when Lambda's API is gone, and with it whoever would kill us.
  private static final Duration GONE_FLUSH = Duration.ofSeconds(1);

  private final Pipeline pipeline;
  private final Clocks clocks;
  private final Log log;

  Shutdown(Pipeline pipeline, Clocks clocks, Log log) {
    this.pipeline = pipeline;
    this.clocks = clocks;
    this.log = log;
  }

  /// @param newest request id of the newest invocation, empty where there was none, null where
  ///   there is no telemetry
  void run(LambdaEvent.Shutdown event, @Nullable String newest) throws InterruptedException {
    Duration left = left(event.deadline());
    log.info("Starting shutdown sequence with " + tenths(left) + "s deadline");
    Duration usable = left.compareTo(EXIT_MARGIN) > 0 ? left.minus(EXIT_MARGIN) : Duration.ZERO;
    Deadline deadline = Deadline.in(usable, now());
    pipeline.losses().report();
    // No invocation pays for holds any more, and what is not held would be dropped.
    pipeline.buffer().holds().allow(usable);
    beginEnd(deadline);
    if (newest != null) {
      awaitTrailing(newest, shorter(SILENCE, left.dividedBy(3)), partOf(usable));
    }
    finish();
  }

  /// Delivers what there is, where no event will say when to stop.
  void afterTheApiIsGone() throws InterruptedException {
    beginEnd(Deadline.in(GONE_FLUSH, now()));
    finish();
  }

  private void beginEnd(Deadline deadline) {
    pipeline.flusher().beginEnd(deadline);
    Metrics metrics = pipeline.metrics();
    if (metrics != null) {
      metrics.beginEnd(deadline);
    }
  }

  private Duration left(@Nullable Instant deadline) {
    if (deadline == null) {
      return USUAL_DEADLINE;
    }
    Duration left = Duration.between(clocks.wall().instant(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /// For telemetry that keeps coming: the rest is for what comes last.
  private Deadline partOf(Duration usable) {
    return Deadline.in(usable.multipliedBy(2).dividedBy(3), now());
  }

  /// The last report is written after all extensions are ready, so it comes only now, behind all
  /// that Lambda still had; everything else arrives with it or shortly after. Delivery continues
  /// during the wait.
  private void awaitTrailing(String newest, Duration silence, Deadline deadline)
      throws InterruptedException {
    if (!newest.isEmpty()) {
      pipeline.watch().awaitReport(newest, silence, left(deadline));
    }
    pipeline.watch().awaitQuiet(QUIET, silence, left(deadline));
  }

  private Duration left(Deadline deadline) {
    return Duration.ofNanos(deadline.left(now()));
  }

  /// Telemetry is taken in while the flush goes on, but not after it: our own lines about it would
  /// be the next records, and lost ones.
  private void finish() throws InterruptedException {
    pipeline.flusher().awaitEnd();
    pipeline.listener().close();
    pipeline.flusher().awaitEnd();
    if (pipeline.flusher().end()) {
      log.info("Final flush completed successfully");
    } else {
      log.warn("Final flush ended with records lost");
    }
    log.info("Records: " + pipeline.ledger().summary());
    Metrics metrics = pipeline.metrics();
    if (metrics != null) {
      log.info("Metrics: " + metrics.end());
    }
  }

  private long now() {
    return clocks.nanos().getAsLong();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static String tenths(Duration duration) {
    long tenths = (duration.toMillis() + 50) / 100;
    return tenths / 10 + "." + tenths % 10;
  }
}
