package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.extension.lambda.LambdaEvent;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.metrics.Metrics;
import ai.openobserve.lambda.extension.time.Clocks;
import ai.openobserve.lambda.extension.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The shutdown sequence: waits for telemetry as long as it keeps coming, delivers as much as the
/// deadline allows, and logs what was delivered and what was not. Used by one thread.
final class Shutdown {
  /// Reserved before the deadline for the last log line and the exit.
  private static final Duration EXIT_MARGIN = Duration.ofMillis(300);

  /// Assumed for a SHUTDOWN without a deadline: what Lambda leaves of its 2 s once the runtime has
  /// taken its share.
  private static final Duration USUAL_DEADLINE = Duration.ofMillis(1400);

  /// Before the last report, telemetry that pauses for longer than this is considered over.
  private static final Duration SILENCE = Duration.ofMillis(300);

  /// The same, once the last report has arrived.
  private static final Duration QUIET = Duration.ofMillis(80);

  /// Limit of the last flush if Lambda's API is gone, so that no SHUTDOWN will set a deadline.
  private static final Duration GONE_FLUSH = Duration.ofSeconds(1);

  private final Pipeline pipeline;
  private final Clocks clocks;
  private final Log log;

  Shutdown(Pipeline pipeline, Clocks clocks, Log log) {
    this.pipeline = pipeline;
    this.clocks = clocks;
    this.log = log;
  }

  /// @param newest request id of the newest invocation, empty if there was none, null without
  ///   telemetry
  void run(LambdaEvent.Shutdown event, @Nullable String newest) throws InterruptedException {
    Duration left = left(event.deadline());
    log.info("Starting shutdown sequence with " + tenths(left) + "s deadline");
    Duration usable = left.compareTo(EXIT_MARGIN) > 0 ? left.minus(EXIT_MARGIN) : Duration.ZERO;
    Deadline deadline = Deadline.in(usable, now());
    pipeline.losses().report();
    // Holds no longer delay an invocation, and what is not held would be dropped.
    pipeline.buffer().holds().allow(usable);
    beginEnd(deadline);
    if (newest != null) {
      awaitTrailing(newest, shorter(SILENCE, left.dividedBy(3)), partOf(usable));
    }
    finish();
  }

  /// Delivers what is buffered when no SHUTDOWN will come.
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

  /// Limit for telemetry that keeps coming; the rest is for delivering what comes last.
  private Deadline partOf(Duration usable) {
    return Deadline.in(usable.multipliedBy(2).dividedBy(3), now());
  }

  /// Lambda writes the last report after all extensions are ready, so it arrives only now, behind
  /// everything that Lambda still had; anything else arrives with it or shortly after. Delivery
  /// continues during the wait.
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

  /// Accepts telemetry during the flush but not after it: our own log lines about the flush would
  /// come back as records, and be lost.
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
