package ai.openobserve.lambda.extension.flush;

import java.time.Duration;

/// What the backend takes to answer, learned from its answers. Times are in nanoseconds. Guarded by
/// the flusher's lock.
///
/// A request may be under way while the environment is frozen, so that an answer gives two bounds:
/// the server took no longer than the time that has passed in the world, and no less than the time
/// this process was awake. Only these bounds move the expectation. A slow backend is tried again
/// after a while, since requests that are frozen each time would never show that it is fast again.
final class ExpectedLatency {
  private static final long FORGET = Duration.ofMinutes(10).toNanos();

  private long expected;
  private long shortest;
  private long longest;
  private long inVain;
  private long slowSince;

  /// The least time that an answer takes; zero before the first one. A wait that timed out counts
  /// if answers may have taken as long: among faster ones it was a request that hangs.
  long atLeast() {
    return inVain <= longest ? Math.max(shortest, inVain) : shortest;
  }

  /// An answer has come.
  ///
  /// @param awake from the request to the answer, frozen time left out
  /// @param elapsed the same with frozen time
  void answered(long awake, long elapsed, long now) {
    shortest = mean(shortest, awake);
    longest = mean(longest, elapsed);
    if (elapsed < expected || expected == 0) {
      expected = mean(expected, elapsed);
    } else if (awake > expected) {
      expected = mean(expected, awake);
      slowSince = now;
    }
  }

  private static long mean(long before, long newest) {
    return before == 0 ? newest : (before + newest) / 2;
  }

  /// A flush has waited for this long without success, the environment awake.
  void longerThan(long waited, long now) {
    inVain = waited;
    neverAnswered(waited, now);
  }

  /// A request has got no answer within its time-out.
  void neverAnswered(long waited, long now) {
    expected = Math.max(expected, 2 * waited);
    slowSince = now;
  }

  /// Whether an answer can be expected within this time.
  boolean within(long most, long now) {
    if (expected > most && now - slowSince > FORGET) {
      expected = 0;
    }
    return expected <= most;
  }
}
