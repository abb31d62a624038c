package ai.openobserve.lambda.extension.buffer;

import ai.openobserve.lambda.extension.time.Waiter;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;

/// How long answers to telemetry may be held while the buffer is full, so that Lambda buffers for
/// us. Only worth its wait while delivery advances; and an invocation pays for all of its holds,
/// and its flush, out of one budget.
///
/// Thread-safe. Its lock comes before the buffer's: a waiter asks the buffer whether it is full.
public final class Holds {
  private final IntPredicate full;
  private final Waiter waiter;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean deliveryAdvances = true;
  private long left = Long.MAX_VALUE;

  /// @param full whether so many bytes more do not fit now, and may soon; takes the buffer's lock
  Holds(IntPredicate full, Waiter waiter) {
    this.full = full;
    this.waiter = waiter;
  }

  /// An invocation begins: all holds during it together take no longer than this.
  public void allow(Duration most) {
    lock.lock();
    try {
      left = most.toNanos();
    } finally {
      lock.unlock();
    }
  }

  /// What is left of what [#allow] allowed.
  public Duration left() {
    lock.lock();
    try {
      return Duration.ofNanos(left);
    } finally {
      lock.unlock();
    }
  }

  /// Says whether delivery gets anywhere.
  public void deliveryAdvances(boolean advances) {
    lock.lock();
    try {
      deliveryAdvances = advances;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Something has left the buffer. Called without the buffer's lock.
  void roomChanged() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits while the buffer is nearly full and delivery advances.
  ///
  /// @param expected bytes that are about to come
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
