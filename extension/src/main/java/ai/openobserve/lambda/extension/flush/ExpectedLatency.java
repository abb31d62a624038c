package ai.openobserve.lambda.extension.flush;

import java.time.Duration;

/// How long the backend takes to answer, learned from its answers. Times are in nanoseconds.
/// Guarded by the flusher's lock.
///
/// A request may be under way while the environment is frozen, so an answer gives two bounds: the
/// server took at most the time that has elapsed, and at least the time that this process was
/// awake. Only these bounds move the expectation. A slow backend gets another chance after a while,
/// since requests that are frozen every time would never show that it is fast again.
final class ExpectedLatency {
  private static final long FORGET = Duration.ofMinutes(10).toNanos();

  private long expected;
  private long shortest;
  private long longest;
  private long inVain;
  private long slowSince;

  /// The least time that an answer takes; zero before the first one. A wait that timed out counts
  /// if answers may have taken that long; if all were faster, the request was hanging.
  long atLeast() {
    return inVain <= longest ? Math.max(shortest, inVain) : shortest;
  }

  /// Learns from an answer.
  ///
  /// @param awake time from the request to the answer, without frozen time
  /// @param elapsed the same, with frozen time
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

  /// Learns from a flush that waited for this long in vain, with the environment awake.
  void longerThan(long waited, long now) {
    inVain = waited;
    neverAnswered(waited, now);
  }

  /// Learns from a request that got no answer within its timeout.
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
