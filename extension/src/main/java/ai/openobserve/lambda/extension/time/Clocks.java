package ai.openobserve.lambda.extension.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The two clocks, passed down from `Main`.
///
/// @param wall the clock of Lambda's deadlines and of timestamps
/// @param nanos the monotonic clock, which measures durations
public record Clocks(InstantSource wall, LongSupplier nanos) {

  /// The deadline at a moment of the wall clock, less a margin; a moment that has passed counts as
  /// now.
  public Deadline deadline(Instant moment, Duration margin) {
    Duration left = Duration.between(wall.instant(), moment.minus(margin));
    return Deadline.in(left.isNegative() ? Duration.ZERO : left, nanos.getAsLong());
  }
}
