package ai.openobserve.lambda.extension.time;

import java.time.Duration;
import java.time.Instant;

/// Counts the nanoseconds in which this process could run. A timeout in this time does not expire
/// because the environment was frozen for an hour: after the thaw, an answer waiting in the socket
/// is read first.
///
/// Nothing announces a freeze. A thread that waits for a timeout therefore wakes up every [#TICK]
/// and [ticks][#tick]; between two ticks at most [#LONGEST] counts, and anything beyond that was a
/// freeze (or a processor busy elsewhere, which amounts to the same). Thread-safe.
public final class AwakeTime {
  /// How often to tick, in nanoseconds.
  public static final long TICK = 100_000_000;

  private static final long LONGEST = 250_000_000;

  private final Clocks clocks;
  private long lastTick;
  private Instant lastInstant;
  private long awake;
  private long thawedAt;

  public AwakeTime(Clocks clocks) {
    this.clocks = clocks;
    this.lastTick = clocks.nanos().getAsLong();
    this.lastInstant = clocks.wall().instant();
  }

  /// The awake time so far.
  public synchronized long nanos() {
    return awake + Math.min(LONGEST, Math.max(0, clocks.nanos().getAsLong() - lastTick));
  }

  /// Notes that the process is running.
  public synchronized void tick() {
    long now = clocks.nanos().getAsLong();
    Instant instant = clocks.wall().instant();
    long gap = Math.max(0, now - lastTick);
    // The monotonic clock may stand still during a freeze.
    boolean frozen = gap > LONGEST || Duration.between(lastInstant, instant).toNanos() > LONGEST;
    awake += Math.min(LONGEST, gap);
    lastTick = now;
    lastInstant = instant;
    if (frozen) {
      thawedAt = awake;
    }
  }

  /// Resumes counting after a time without ticks, in which nothing was waiting. That time counts
  /// neither as awake nor as a freeze.
  public synchronized void resume() {
    lastTick = clocks.nanos().getAsLong();
    lastInstant = clocks.wall().instant();
  }

  /// Nanoseconds for which the process has run since the last freeze that was noticed.
  public synchronized long sinceThaw() {
    return nanos() - thawedAt;
  }
}
