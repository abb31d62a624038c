package ai.openobserve.lambda.extension.time;

import java.time.Duration;
import java.time.Instant;

/// Counts the nanoseconds that have elapsed, frozen time included.
///
/// While the environment is frozen, the monotonic clock may stand still, so that an hour would look
/// like nothing; and the wall clock may be set back. So the longer of the two counts. Thread-safe.
public final class ElapsedTime {
  private final Clocks clocks;
  private long elapsed;
  private long lastNanos;
  private Instant lastInstant;

  public ElapsedTime(Clocks clocks) {
    this.clocks = clocks;
    this.lastNanos = clocks.nanos().getAsLong();
    this.lastInstant = clocks.wall().instant();
  }

  /// Since this object was created; never less than at the last reading.
  public synchronized long nanos() {
    long nowNanos = clocks.nanos().getAsLong();
    Instant now = clocks.wall().instant();
    long monotonic = nowNanos - lastNanos;
    elapsed += Math.max(monotonic, Duration.between(lastInstant, now).toNanos());
    lastNanos = nowNanos;
    lastInstant = now;
    return elapsed;
  }
}
