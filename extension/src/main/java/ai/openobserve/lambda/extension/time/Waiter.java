package ai.openobserve.lambda.extension.time;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The one way to wait. Tests inject one under which time passes and answers come without a thread.
@FunctionalInterface
public interface Waiter {
  /// Blocks the calling thread. Whoever calls it looks at its condition again afterwards.
  @SuppressWarnings("WaitNotInLoop")
  Waiter THREAD =
      (changed, nanos) -> {
        var _ = changed.awaitNanos(nanos);
      };

  /// Waits for the condition, for so many nanoseconds at the longest, with the condition's lock
  /// held by the caller. May return early.
  void await(Condition changed, long nanos) throws InterruptedException;

  /// Waits for this long, and for nothing else.
  static void pause(Duration time) throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    lock.lockInterruptibly();
    try {
      THREAD.await(lock.newCondition(), time.toNanos());
    } finally {
      lock.unlock();
    }
  }
}
