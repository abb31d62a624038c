package ai.openobserve.lambda.extension.flush;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Remembers when invocations began and ended. Used by one thread.
///
/// Time is measured on both clocks. While the environment is frozen the monotonic one may stand
/// still, so that an hour would look like nothing; the wall clock may be set back. The longer of
/// the two is how long it was.
public final class InvocationHistory {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final InstantSource clock;
  private final LongSupplier nanos;
  private final long[] starts = new long[FlushPolicy.BUSY_INVOCATIONS_A_MINUTE];
  private int count;
  private long elapsed;
  private long lastNanos;
  private Instant lastInstant;
  private long endedAt;

  public InvocationHistory(InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    this.lastNanos = nanos.getAsLong();
    this.lastInstant = clock.instant();
  }

  /// An invocation begins.
  ///
  /// @param endUnseen whether the telemetry has stopped telling when invocations are done
  public RecentInvocations started(boolean endUnseen) {
    long now = advance();
    boolean first = count == 0;
    long previousStart = first ? now : starts[(count - 1) % starts.length];
    Duration gap = Duration.ofNanos(first ? 0 : now - endedAt);
    Duration lastRun = Duration.ofNanos(first ? 0 : endedAt - previousStart);
    starts[count % starts.length] = now;
    count++;
    return new RecentInvocations(inLastMinute(now), gap, lastRun, endUnseen);
  }

  /// An invocation has ended, as far as we are concerned.
  public void ended() {
    endedAt = advance();
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

  private long advance() {
    long nowNanos = nanos.getAsLong();
    Instant now = clock.instant();
    elapsed += Math.max(nowNanos - lastNanos, Duration.between(lastInstant, now).toNanos());
    lastNanos = nowNanos;
    lastInstant = now;
    return elapsed;
  }
}
