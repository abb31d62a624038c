package ai.openobserve.lambda.extension.time;

import java.time.Duration;

/// A moment by which something must be done: computed once, then passed down.
///
/// @param nanos a reading of the monotonic clock; only differences between readings are meaningful
public record Deadline(long nanos) {

  /// The deadline at this distance from a reading of the monotonic clock.
  public static Deadline in(Duration most, long now) {
    return new Deadline(now + most.toNanos());
  }

  /// Nanoseconds until then, never negative.
  public long left(long now) {
    return Math.max(0, nanos - now);
  }

  public boolean passed(long now) {
    return nanos - now <= 0;
  }

  public Deadline earlier(Deadline other) {
    return nanos - other.nanos <= 0 ? this : other;
  }
}
