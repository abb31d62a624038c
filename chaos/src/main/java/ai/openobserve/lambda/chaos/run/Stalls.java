package ai.openobserve.lambda.chaos.run;

import java.time.Duration;

/// How long this machine kept threads waiting that were due.
@FunctionalInterface
public interface Stalls {
  /// The sum of all stalls that touch an interval.
  ///
  /// @param fromNanos by [System#nanoTime]
  Duration in(long fromNanos, long toNanos);
}
