package ai.openobserve.lambda.extension.buffer;

import ai.openobserve.lambda.extension.time.Waiter;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;

/// How long responses to telemetry may be held back while the buffer is full, so that Lambda
/// buffers for us. A hold is worthwhile only while delivery makes progress, and all holds of an
/// invocation share one budget with its flush.
///
/// Thread-safe. Its lock is acquired before the buffer's: a waiter asks the buffer whether it is
/// full.
public final class Holds {
  private final IntPredicate full;
  private final Waiter waiter;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean deliveryAdvances = true;
  private long left = Long.MAX_VALUE;

  /// @param full whether this many more bytes do not fit now but may soon; takes the buffer's lock
  Holds(IntPredicate full, Waiter waiter) {
    this.full = full;
    this.waiter = waiter;
  }

  /// Sets a new budget: from now on all holds together take no longer than this.
  public void allow(Duration most) {
    lock.lock();
    try {
      left = most.toNanos();
    } finally {
      lock.unlock();
    }
  }

  /// What is left of the budget.
  public Duration left() {
    lock.lock();
    try {
      return Duration.ofNanos(left);
    } finally {
      lock.unlock();
    }
  }

  /// Sets whether delivery makes progress; if not, all holds end.
  public void deliveryAdvances(boolean advances) {
    lock.lock();
    try {
      deliveryAdvances = advances;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Called when something has left the buffer, without holding the buffer's lock.
  void roomChanged() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits while the buffer has no room for the expected bytes, delivery makes progress and the
  /// budget lasts.
  ///
  /// @param expected bytes about to arrive
  /// @param most the longest wait
  public void awaitRoom(int expected, Duration most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long allowed = Math.min(most.toNanos(), left);
      long rest = allowed;
      while (rest > 0 && deliveryAdvances && full.test(expected)) {
        rest = waiter.await(changed, rest);
      }
      if (left != Long.MAX_VALUE) {
        left -= allowed - Math.max(0, rest);
      }
    } finally {
      lock.unlock();
    }
  }
}
