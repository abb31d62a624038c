package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.time.ElapsedTime;
import java.time.Duration;

/// Remembers when invocations began and ended. Used by one thread. Frozen time counts: a frozen
/// hour is not an hour of work, but it is a gap between invocations.
public final class InvocationHistory {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final ElapsedTime elapsed;
  private final long[] starts = new long[FlushPolicy.BUSY_INVOCATIONS_A_MINUTE];
  private int count;
  private long endedAt;

  public InvocationHistory(ElapsedTime elapsed) {
    this.elapsed = elapsed;
  }

  /// Records the start of an invocation.
  ///
  /// @param endUnseen whether telemetry no longer reports when invocations are done
  public RecentInvocations started(boolean endUnseen) {
    long now = elapsed.nanos();
    boolean first = count == 0;
    long previousStart = first ? now : starts[(count - 1) % starts.length];
    Duration gap = Duration.ofNanos(first ? 0 : now - endedAt);
    Duration lastRun = Duration.ofNanos(first ? 0 : endedAt - previousStart);
    starts[count % starts.length] = now;
    count++;
    return new RecentInvocations(inLastMinute(now), gap, lastRun, endUnseen);
  }

  /// Records the end of our part in an invocation.
  public void ended() {
    endedAt = elapsed.nanos();
  }

  private int inLastMinute(long now) {
    int within = 0;
    for (int i = 0; i < Math.min(count, starts.length); i++) {
      if (now - starts[i] <= MINUTE) {
        within++;
      }
    }
    return within;
  }
}
