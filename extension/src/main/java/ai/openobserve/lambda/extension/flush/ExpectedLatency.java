package ai.openobserve.lambda.extension.flush;

import java.time.Duration;

/// What the backend takes to answer, learned from its answers. Times are in nanoseconds. Guarded by
/// the flusher's lock.
///
/// A request may be under way while the environment is frozen, so that an answer tells two things:
/// the server took no longer than what has gone by in the world, and no less than what this process
/// was awake for. Only what is sure moves the expectation. What is known to be slow is tried again
/// after a while, since requests that are frozen each time would never show that it has become
/// fast.
final class ExpectedLatency {
  private static final long FORGET = Duration.ofMinutes(10).toNanos();

  private long expected;
  private long typical;
  private long slowSince;

  /// What answers that came have taken, at the least; zero where none has. What never came, or did
  /// not come in time, is not in it.
  long typical() {
    return typical;
  }

  /// An answer has come.
  ///
  /// @param awake from the request to the answer, frozen time left out
  /// @param elapsed the same with frozen time
  void answered(long awake, long elapsed, long now) {
    typical = typical == 0 ? awake : (typical + awake) / 2;
    if (elapsed < expected || expected == 0) {
      expected = expected == 0 ? elapsed : (expected + elapsed) / 2;
    } else if (awake > expected) {
      expected = (expected + awake) / 2;
      slowSince = now;
    }
  }

  /// Nothing has come within this time.
  void longerThan(long waited, long now) {
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
