package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The one lock of an environment, and the one condition that everything waits on: environments are
/// small, and a single lock makes every state change and its effect on the phases one atomic step.
/// It never leaves this package; other packages call the methods of [ExecutionEnvironment] and its
/// agents.
final class Monitor {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /// Work that Lambda may reject.
  interface Checked<T> {
    T get() throws LambdaError, InterruptedException;
  }

  /// A change that Lambda may reject.
  interface CheckedChange {
    void make() throws LambdaError, InterruptedException;
  }

  /// Changes state and wakes all waiters.
  void update(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Like [#update] with a result; the work may wait with [#awaitHeld].
  <T> T call(Checked<T> work) throws LambdaError, InterruptedException {
    lock.lockInterruptibly();
    try {
      T result = work.get();
      changed.signalAll();
      return result;
    } finally {
      lock.unlock();
    }
  }

  /// Like [#call] without a result.
  void run(CheckedChange change) throws LambdaError, InterruptedException {
    boolean _ =
        call(() -> {
          change.make();
          return true;
        });
  }

  /// Reads state.
  <T> T read(Supplier<T> reader) {
    lock.lock();
    try {
      return reader.get();
    } finally {
      lock.unlock();
    }
  }

  /// Inside [#call]: announces what has changed and waits for the condition, for as long as it
  /// takes.
  void awaitHeld(BooleanSupplier condition) throws InterruptedException {
    changed.signalAll();
    while (!condition.getAsBoolean()) {
      changed.await();
    }
  }

  /// Waits for the condition until the deadline, by [System#nanoTime].
  ///
  /// @return whether it holds
  boolean await(BooleanSupplier condition, long deadlineNanos) {
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        long _ = changed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a phase to end", e);
    } finally {
      lock.unlock();
    }
  }
}
