package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.config.FlushStrategy;
import java.time.Duration;

/// Chooses the flush strategy of an invocation: a pure function.
public final class FlushPolicy {
  /// From this rate on, a flush at the end of an invocation costs more than it gains: the next
  /// invocation comes soon enough to continue delivery.
  static final int BUSY_INVOCATIONS_A_MINUTE = 10;

  /// Runs and gaps longer than this make a timer worthwhile.
  public static final Duration LONG = Duration.ofSeconds(30);

  private FlushPolicy() {}

  /// The strategy for an invocation that begins now.
  ///
  /// @return never [FlushStrategy#AUTO]
  public static FlushStrategy choose(FlushStrategy configured, RecentInvocations recent) {
    if (recent.endUnseen()) {
      // Waiting for an end that is never reported would hold the invocation until its timeout.
      return FlushStrategy.CONTINUOUS;
    }
    if (configured != FlushStrategy.AUTO) {
      return configured;
    }
    if (recent.gap().compareTo(LONG) > 0 || recent.lastRun().compareTo(LONG) > 0) {
      return FlushStrategy.PERIODIC;
    }
    return recent.inLastMinute() >= BUSY_INVOCATIONS_A_MINUTE
        ? FlushStrategy.CONTINUOUS
        : FlushStrategy.END;
  }
}
