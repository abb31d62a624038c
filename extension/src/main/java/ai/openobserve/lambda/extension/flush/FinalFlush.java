package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.LossReason;
import ai.openobserve.lambda.extension.delivery.Outcome;
import ai.openobserve.lambda.extension.time.Deadline;
import java.time.Duration;

/// Divides the time that is left at the end: an attempt gets half of it, so that one that hangs can
/// be repeated, more than once. Guarded by the flusher's lock.
final class FinalFlush {
  private static final long SHORTEST_ATTEMPT = Duration.ofMillis(20).toNanos();

  private final Deadline deadline;
  private final long initialDelay;
  private boolean gaveUp;
  private LossReason reason = LossReason.SHUTDOWN;

  /// @param initialDelay the longest back-off here
  FinalFlush(Deadline deadline, Duration initialDelay) {
    this.deadline = deadline;
    this.initialDelay = initialDelay.toNanos();
  }

  long left(long now) {
    return deadline.left(now);
  }

  /// Whether more attempts make sense.
  boolean goesOn(long now) {
    return !gaveUp && !deadline.passed(now);
  }

  /// Why the remaining records are lost.
  LossReason reason() {
    return reason;
  }

  /// How long one more attempt may take.
  ///
  /// @param atLeast what the backend is known to need, or zero: with less, an attempt cannot
  ///   succeed, and a request that is cut short and repeated is stored twice
  long attempt(long now, long atLeast) {
    long left = left(now);
    return Math.max(SHORTEST_ATTEMPT, Math.max(left / 2, Math.min(left, 2 * atLeast)));
  }

  /// How long to wait after a failed attempt.
  long backOff(long now) {
    return Math.max(SHORTEST_ATTEMPT, Math.min(initialDelay, left(now) / 8));
  }

  /// Called with the outcome of an attempt that was made for the end.
  ///
  /// @param refuses whether the backend refuses whatever it is sent
  void came(Outcome outcome, boolean refuses, long now) {
    if (refuses) {
      gaveUp = true;
      reason = LossReason.REQUEST_REFUSED;
    } else if (outcome instanceof Outcome.Unavailable unavailable) {
      gaveUp |= unavailable.retryAfter().toNanos() > left(now);
    }
  }
}
