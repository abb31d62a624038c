package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Backlog;
import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.buffer.LossReason;
import ai.openobserve.lambda.extension.config.FlushStrategy;
import ai.openobserve.lambda.extension.delivery.Outcome;
import ai.openobserve.lambda.extension.delivery.Sender;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.time.AwakeTime;
import ai.openobserve.lambda.extension.time.Deadline;
import ai.openobserve.lambda.extension.time.Waiter;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Carries out the strategy: one thread starts requests when they are due and ends them when they
/// are late, and every request has a thread of its own for as long as it lasts. So nothing that a
/// request meets, a hang, an error of the virtual machine, can end delivery.
///
/// Nobody else ever waits for a request. A flush waits for the records to be settled, but not
/// longer than it may, and not for what is known to be in vain: a backend that fails or is slower
/// than the budget, a request that was waited for before. What is not sent then stays buffered, a
/// request under way goes on, and the next invocations are the occasions to try again. Thread-safe.
public final class Flusher {
  private final LogBuffer buffer;
  private final Ledger ledger;
  private final FlushSettings settings;
  private final Waiter waiter;
  private final Executor threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Schedule schedule;
  private final BackendHealth health;
  private final DeliveryLog lines;
  private final Dispatch dispatch;
  private final Settlement settlement;
  private final Requests requests;
  private @Nullable FinalFlush end;
  private boolean running;
  private long lostBefore;

  /// @param threads runs each request, and the thread that watches over them
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
    this.buffer = buffer;
    this.ledger = ledger;
    this.settings = settings;
    this.waiter = waiter;
    this.threads = threads;
    this.schedule = new Schedule(settings.interval());
    this.health = new BackendHealth(settings.breaker(), settings.interval());
    this.lines = new DeliveryLog(log, ledger, settings.elapsed().nanos());
    this.settlement = new Settlement(buffer, health, lines, settings.maxRetries());
    this.requests = new Requests(sender, settings, threads, this::came);
    this.dispatch =
        new Dispatch(
            buffer, settings, schedule, health, lines, settlement, requests, holdingChanged);
  }

  /// Whether an invocation should be held until its records are delivered. Where nothing would be
  /// sent, or nothing would be answered in time, nothing is waited for. Takes no lock.
  public boolean isWorthHolding() {
    return dispatch.isWorthHolding();
  }

  /// Follows a strategy from now on, without asking the backend anything yet.
  ///
  /// @param chosen not [FlushStrategy#AUTO]
  public void follow(FlushStrategy chosen) {
    lock.lock();
    try {
      schedule.follow(chosen, settings.elapsed().nanos());
      wake();
    } finally {
      lock.unlock();
    }
  }

  /// The function begins to work: the moment to open a connection, and to look whether a failing
  /// backend is back.
  ///
  /// @return whether this invocation is worth holding, see [#isWorthHolding]
  public boolean begin() {
    lock.lock();
    try {
      long now = settings.elapsed().nanos();
      requests.begin(now);
      settlement.renew();
      health.probeSoon(now);
      if (health.delivers()) {
        dispatch.warmUpSoon();
      }
      if (!health.isWorthHolding(settings.budget(), now)) {
        schedule.drain(buffer.backlog());
      }
      wake();
      return dispatch.isWorthHolding();
    } finally {
      lock.unlock();
    }
  }

  /// Telemetry has come: perhaps enough for a request.
  public void recordsArrived() {
    lock.lock();
    try {
      if (running && schedule.due(buffer.backlog(), settings.elapsed().nanos())) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Delivers what is buffered now and waits for it, for `most` at the longest.
  public void flush(Duration most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long target = drain();
      long start = settings.nanos().getAsLong();
      long settledBefore = settlement.settled();
      long left = left(most, start);
      while (left > 0 && awaits(target) && health.isWorthWaiting(settings.elapsed().nanos())) {
        waiter.await(changed, left);
        left = left(most, start);
      }
      if (left <= 0 && !most.isZero() && awaits(target)) {
        waitedInVain(target, most, settlement.settled() == settledBefore);
      }
    } finally {
      lock.unlock();
    }
  }

  private long left(Duration most, long start) {
    Duration share = health.share(most, settings.elapsed().nanos());
    return start + share.toNanos() - settings.nanos().getAsLong();
  }

  /// Whether something older than this may still be settled in this flush.
  private boolean awaits(long target) {
    return !settlement.isSpent()
        && (buffer.backlog().hasBefore(target) || requests.expectedBefore(target));
  }

  private void waitedInVain(long target, Duration most, boolean nothingSettled) {
    requests.overdueBefore(target);
    boolean wholeBudget = most.compareTo(settings.budget().dividedBy(2)) >= 0;
    if (nothingSettled && wholeBudget) {
      long now = settings.elapsed().nanos();
      if (health.delivers()) {
        health.latency().longerThan(most.toNanos(), now);
      }
      health.stalled(now);
      dispatch.refresh(now);
    }
  }

  /// From now on everything fits into the time until the deadline: requests that hang are ended and
  /// made again. Does not wait.
  public void beginEnd(Deadline deadline) {
    lock.lock();
    try {
      FinalFlush last = new FinalFlush(deadline, settings.initialDelay());
      end = last;
      lostBefore = ledger.dropped() + ledger.unconfirmed();
      settlement.renew();
      settlement.giveBackThoseAside();
      health.lastChance(settings.elapsed().nanos());
      dispatch.hurry(last);
      drain();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until everything is delivered, or no more can be. After [#beginEnd].
  public void awaitEnd() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      FinalFlush last = required(end);
      long target = drain();
      long now = settings.nanos().getAsLong();
      while (last.left(now) > 0
          && ((last.goesOn(now) && buffer.backlog().hasBefore(target))
              || requests.carriesBefore(target))) {
        waiter.await(changed, Math.max(1, last.left(now)));
        now = settings.nanos().getAsLong();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Ends the account: whatever could not be delivered is counted as lost. After [#beginEnd].
  ///
  /// @return whether nothing was lost since [#beginEnd]
  public boolean end() {
    lock.lock();
    try {
      LossReason reason = required(end).reason();
      settlement.dropThoseAside(reason);
      buffer.close(reason);
      requests.cancelAll();
      return ledger.dropped() + ledger.unconfirmed() == lostBefore;
    } finally {
      lock.unlock();
    }
  }

  private static FinalFlush required(@Nullable FinalFlush last) {
    if (last == null) {
      throw new IllegalStateException("The end has not begun");
    }
    return last;
  }

  private long drain() {
    Backlog backlog = buffer.backlog();
    schedule.drain(backlog);
    wake();
    return backlog.next();
  }

  private void wake() {
    if (!running) {
      startWatching();
    }
    dispatch.refresh(settings.elapsed().nanos());
    changed.signalAll();
  }

  private void startWatching() {
    try {
      threads.execute(this::watch);
      running = true;
    } catch (Throwable e) {
      // No thread now: the next invocation tries again.
      unexpected(e);
    }
  }

  private void watch() {
    while (true) {
      lock.lock();
      try {
        waiter.await(changed, step());
      } catch (InterruptedException e) {
        running = false;
        Thread.currentThread().interrupt();
        return;
      } finally {
        lock.unlock();
      }
    }
  }

  /// What the watching thread does each time. Called with the lock held.
  ///
  /// @return nanoseconds in which nothing needs to be done, unless something changes
  long step() {
    try {
      return dispatch.step();
    } catch (Throwable e) {
      unexpected(e);
      return AwakeTime.TICK;
    }
  }

  private void unexpected(Throwable failure) {
    try {
      lines.unexpected("Delivery failed unexpectedly, going on: " + failure);
    } catch (Throwable e) {
      // Out of memory, most likely: what matters is that the thread goes on.
    }
  }

  /// A request has come to its end: called by its thread, or by the watching one where it is late.
  private void came(Sending sending, Outcome outcome) {
    lock.lock();
    try {
      if (!requests.remove(sending)) {
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
