package ai.openobserve.lambda.extension.time;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The one way to wait. Tests inject one under which time passes and answers come without a thread.
@FunctionalInterface
public interface Waiter {
  /// Blocks the calling thread. The caller checks its condition again afterwards.
  Waiter THREAD = Condition::awaitNanos;

  /// Waits for the condition, for so many nanoseconds at the longest, with the condition's lock
  /// held by the caller. May return early.
  ///
  /// @return what is left of these nanoseconds; zero or less where they have passed
  long await(Condition changed, long nanos) throws InterruptedException;

  /// Waits for this long, and for nothing else.
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
