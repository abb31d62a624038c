package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.config.FlushStrategy;
import ai.openobserve.lambda.extension.delivery.Outcome;
import ai.openobserve.lambda.extension.delivery.Sender;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.time.Deadline;
import ai.openobserve.lambda.extension.time.Waiter;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Carries out the strategy: one thread starts requests when they are due and ends them when they
/// are late, and every request runs on a thread of its own. So nothing that happens to a request,
/// be it a hang or an error of the virtual machine, can end delivery.
///
/// No other thread ever waits for a request. A flush waits for records to be settled, but not
/// beyond its limit and not for what cannot succeed: a backend that fails or is slower than the
/// budget, or a request for which a wait has already timed out. What is not sent by then stays
/// buffered, requests under way continue, and the next invocations try again. Thread-safe.
public final class Flusher {
  private final Ledger ledger;
  private final Waiter waiter;
  private final Executor threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Parts parts;
  private final Dispatch dispatch;
  private final Watcher watcher;
  private @Nullable Ending end;

  /// @param threads runs each request, and the thread that watches them
  /// @param holdingChanged called, with the lock held, when [#isWorthHolding] changes
  public Flusher(
      LogBuffer buffer,
      Sender sender,
      Ledger ledger,
      FlushSettings settings,
      Waiter waiter,
      Executor threads,
      Runnable holdingChanged,
      Log log) {
    this.ledger = ledger;
    this.waiter = waiter;
    this.threads = threads;
    this.parts = Parts.of(buffer, sender, ledger, settings, threads, this::came, log);
    this.dispatch = new Dispatch(parts, holdingChanged);
    this.watcher = new Watcher(lock, changed, waiter, dispatch::step, dispatch::unexpected);
  }

  /// Whether an invocation should be held until its records are delivered. False if nothing would
  /// be sent, or nothing answered in time. Takes no lock.
  public boolean isWorthHolding() {
    return dispatch.isWorthHolding();
  }

  /// Follows a strategy from now on, without probing the backend.
  ///
  /// @param chosen not [FlushStrategy#AUTO]
  public void follow(FlushStrategy chosen) {
    lock.lock();
    try {
      parts.schedule().follow(chosen, parts.elapsed());
      wake();
    } finally {
      lock.unlock();
    }
  }

  /// Called when an invocation begins: opens a connection, and probes a failing backend. Does not
  /// wait.
  ///
  /// @return whether this invocation is worth holding, see [#isWorthHolding]
  public boolean begin() {
    lock.lock();
    try {
      dispatch.begin();
      wake();
      return dispatch.isWorthHolding();
    } finally {
      lock.unlock();
    }
  }

  /// Called when telemetry has arrived, perhaps enough for a request.
  public void recordsArrived() {
    lock.lock();
    try {
      if (watcher.isRunning() && parts.isDue()) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Delivers what is buffered now, and waits until it is settled, but no longer than `most`.
  public void flush(Duration most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      InvocationFlush flush = new InvocationFlush(parts, drain(), most);
      while (flush.goesOn()) {
        waiter.await(changed, flush.left());
      }
      flush.over();
      dispatch.refresh(parts.elapsed());
    } finally {
      lock.unlock();
    }
  }

  /// Begins the final flush: from now on everything is made to fit into the time until the
  /// deadline, and requests that hang are ended and repeated. Does not wait.
  public void beginEnd(Deadline deadline) {
    lock.lock();
    try {
      Ending ending = new Ending(parts, ledger, deadline);
      end = ending;
      dispatch.hurry(ending.last());
      drain();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until everything is delivered or nothing more can be. Call after [#beginEnd].
  public void awaitEnd() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Ending ending = required(end);
      long target = drain();
      while (ending.awaits(target)) {
        waiter.await(changed, ending.left());
      }
    } finally {
      lock.unlock();
    }
  }

  /// Closes the account: everything not delivered is counted as lost. Call after [#beginEnd].
  ///
  /// @return whether nothing was lost since [#beginEnd]
  public boolean end() {
    lock.lock();
    try {
      return required(end).close();
    } finally {
      lock.unlock();
    }
  }

  private static Ending required(@Nullable Ending ending) {
    if (ending == null) {
      throw new IllegalStateException("The end has not begun");
    }
    return ending;
  }

  private long drain() {
    long target = parts.drain();
    wake();
    return target;
  }

  private void wake() {
    watcher.ensureRunning(threads);
    dispatch.refresh(parts.elapsed());
    changed.signalAll();
  }

  /// What the watching thread runs; tests without that thread run it themselves.
  Dispatch dispatch() {
    return dispatch;
  }

  /// Called at the end of a request: by its own thread, or by the watching thread if it is late.
  private void came(Sending sending, Outcome outcome) {
    lock.lock();
    try {
      if (!parts.requests().remove(sending)) {
        return;
      }
      Batch batch = sending.batch();
      if (batch != null) {
        dispatch.settle(sending, batch, outcome);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
