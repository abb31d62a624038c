package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.config.FlushStrategy;
import java.time.Duration;

/// Which strategy an invocation gets: a pure function, apart from the flushing.
public final class FlushPolicy {
  /// From this rate on an end-of-invocation flush costs more than it gives: the next invocation
  /// comes soon enough to carry on.
  static final int BUSY_INVOCATIONS_A_MINUTE = 10;

  /// Runs and gaps over this are long enough for a timer to matter.
  public static final Duration LONG = Duration.ofSeconds(30);

  private FlushPolicy() {}

  /// The strategy for an invocation that begins now.
  ///
  /// @return never [FlushStrategy#AUTO]
  public static FlushStrategy choose(FlushStrategy configured, RecentInvocations recent) {
    if (recent.endUnseen()) {
      // Waiting for an end that is never reported would hold the invocation until its time-out.
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
