package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Backlog;
import ai.openobserve.lambda.extension.config.FlushStrategy;
import java.time.Duration;

/// What is due, and when something can become due: by the strategy, by the timer, or because a
/// drain was requested. Knows nothing of backend, threads and clocks. Guarded by the flusher's
/// lock.
final class Schedule {
  private final long interval;
  private FlushStrategy strategy = FlushStrategy.END;
  private long timerAt;
  private long drainBefore;

  Schedule(Duration interval) {
    this.interval = interval.toNanos();
  }

  /// Follows a strategy from now on; a timer that is running keeps running.
  ///
  /// @param chosen not [FlushStrategy#AUTO]
  void follow(FlushStrategy chosen, long now) {
    if (!isTimed()) {
      timerAt = now + interval;
    }
    strategy = chosen;
  }

  /// Makes everything that is waiting due.
  void drain(Backlog backlog) {
    drainBefore = backlog.next();
  }

  /// Whether a batch should be sent now. Restarts the timer if it has expired.
  boolean due(Backlog backlog, long now) {
    if (isTimed() && now - timerAt >= 0) {
      timerAt = now + interval;
      drainBefore = backlog.next();
    }
    return backlog.hasBefore(drainBefore)
        || (isTimed() && backlog.ready())
        || (backlog.pressing() && !backlog.isEmpty());
  }

  /// Nanoseconds until something becomes due by itself.
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
