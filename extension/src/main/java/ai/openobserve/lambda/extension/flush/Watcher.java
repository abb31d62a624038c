package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.time.Waiter;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The thread that does what is due, and then waits until something changes or becomes due. Guarded
/// by the flusher's lock, which the thread holds during a step.
final class Watcher {
  private final ReentrantLock lock;
  private final Condition changed;
  private final Waiter waiter;
  private final LongSupplier step;
  private final Consumer<Throwable> unexpected;
  private boolean running;

  /// @param changed condition of `lock`
  /// @param step does what is due and returns the nanoseconds until something may be due again
  Watcher(
      ReentrantLock lock,
      Condition changed,
      Waiter waiter,
      LongSupplier step,
      Consumer<Throwable> unexpected) {
    this.lock = lock;
    this.changed = changed;
    this.waiter = waiter;
    this.step = step;
    this.unexpected = unexpected;
  }

  boolean isRunning() {
    return running;
  }

  /// Starts the thread unless it is running. If no thread can be started, the next call tries
  /// again.
  void ensureRunning(Executor threads) {
    if (running) {
      return;
    }
    try {
      threads.execute(this::run);
      running = true;
    } catch (Throwable e) {
      unexpected.accept(e);
    }
  }

  private void run() {
    while (true) {
      lock.lock();
      try {
        waiter.await(changed, step.getAsLong());
      } catch (InterruptedException e) {
        running = false;
        Thread.currentThread().interrupt();
        return;
      } finally {
        lock.unlock();
      }
    }
  }
}
