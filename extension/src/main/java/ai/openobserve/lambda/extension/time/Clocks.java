package ai.openobserve.lambda.extension.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The two clocks, handed down from `Main` alone.
///
/// @param wall what Lambda's deadlines and timestamps are in
/// @param nanos what durations are measured with
public record Clocks(InstantSource wall, LongSupplier nanos) {

  /// The reading of the monotonic clock at a moment of the wall clock, a margin before it; a moment
  /// that has passed counts as now.
  public Deadline deadline(Instant moment, Duration margin) {
    Duration left = Duration.between(wall.instant(), moment.minus(margin));
    return Deadline.in(left.isNegative() ? Duration.ZERO : left, nanos.getAsLong());
  }
}
