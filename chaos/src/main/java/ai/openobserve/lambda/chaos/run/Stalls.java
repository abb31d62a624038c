package ai.openobserve.lambda.chaos.run;

import java.time.Duration;

/// How long this machine kept threads waiting that were due.
@FunctionalInterface
public interface Stalls {
  /// The sum of all stalls that ended in an interval, or just after it.
  ///
  /// @param fromNanos by [System#nanoTime]
  Duration in(long fromNanos, long toNanos);
}
