package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Backlog;
import ai.openobserve.lambda.extension.config.FlushStrategy;
import java.time.Duration;

/// What is due, and when something can become due: the strategy, the timer, and what was asked to
/// be drained. Knows no backend, no threads and no clock. Guarded by the flusher's lock.
final class Schedule {
  private final long interval;
  private FlushStrategy strategy = FlushStrategy.END;
  private long timerAt;
  private long drainBefore;

  Schedule(Duration interval) {
    this.interval = interval.toNanos();
  }

  /// Follows a strategy from now on; the timer of one with a timer goes on.
  ///
  /// @param chosen not [FlushStrategy#AUTO]
  void follow(FlushStrategy chosen, long now) {
    if (!isTimed()) {
      timerAt = now + interval;
    }
    strategy = chosen;
  }

  /// Everything that waits is due.
  void drain(Backlog backlog) {
    drainBefore = backlog.next();
  }

  /// Whether a batch is to be sent now.
  boolean due(Backlog backlog, long now) {
    if (isTimed() && now - timerAt >= 0) {
      timerAt = now + interval;
      drainBefore = backlog.next();
    }
    return backlog.hasBefore(drainBefore)
        || (isTimed() && backlog.ready())
        || (backlog.pressing() && !backlog.isEmpty());
  }

  /// Nanoseconds in which nothing becomes due by itself.
  long pause(long now) {
    return isTimed() ? Math.max(1, timerAt - now) : Long.MAX_VALUE;
  }

  private boolean isTimed() {
    return switch (strategy) {
      case CONTINUOUS, PERIODIC -> true;
      case AUTO, END -> false;
    };
  }
}
