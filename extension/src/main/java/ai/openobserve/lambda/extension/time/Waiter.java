package ai.openobserve.lambda.extension.time;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The only way to wait. Tests inject one with which time passes and answers arrive without a
/// thread.
@FunctionalInterface
public interface Waiter {
  /// Blocks the calling thread. The caller must check its condition again afterwards.
  Waiter THREAD = Condition::awaitNanos;

  /// Waits for the condition, for at most this many nanoseconds. The caller must hold the
  /// condition's lock. May return early.
  ///
  /// @return nanoseconds that are left; zero or less if the time is up
  long await(Condition changed, long nanos) throws InterruptedException;

  /// Waits for this long, without a condition.
  default void pause(Duration time) throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    lock.lockInterruptibly();
    try {
      long _ = await(lock.newCondition(), time.toNanos());
    } finally {
      lock.unlock();
    }
  }
}
