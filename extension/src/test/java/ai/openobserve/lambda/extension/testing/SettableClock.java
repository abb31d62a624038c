package ai.openobserve.lambda.extension.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Both clocks in one, moved by hand, together or apart. Thread-safe.
public final class SettableClock implements InstantSource {
  public static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private Instant wall = START;

  // Not zero and close to the overflow: readings of a monotonic clock mean nothing by themselves.
  private long nanos = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();

  @Override
  public synchronized Instant instant() {
    return wall;
  }

  public synchronized long nanos() {
    return nanos;
  }

  /// Time passes on both clocks.
  public synchronized void advance(Duration duration) {
    wall = wall.plus(duration);
    nanos += duration.toNanos();
  }

  /// The environment is frozen: the monotonic clock may stand still.
  public synchronized void freeze(Duration duration) {
    wall = wall.plus(duration);
  }

  public synchronized void setWall(Instant instant) {
    wall = instant;
  }

  public synchronized void advanceNanosOnly(Duration duration) {
    nanos += duration.toNanos();
  }
}
