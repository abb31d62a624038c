package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.buffer.LossReason;
import ai.openobserve.lambda.extension.config.FlushStrategy;
import ai.openobserve.lambda.extension.delivery.Outcome;
import ai.openobserve.lambda.extension.delivery.Sender;
import ai.openobserve.lambda.extension.log.Log;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Carries out the strategy: threads of its own take batches when they are due and deliver them.
///
/// Nobody else ever waits for a request. A flush waits for the records to be settled, but not
/// longer than it is told to, and not at all for a backend that is known to fail: what is not sent
/// then stays buffered, a request under way goes on, and the next invocations are the occasions to
/// try again. Thread-safe.
public final class Flusher {
  private static final int MOST_SENDERS = 4;

  /// A back-off that an invocation may be held for; longer ones cost more than they give.
  private static final Duration SHORT_BACK_OFF = Duration.ofMillis(50);

  private final LogBuffer buffer;
  private final Sender sender;
  private final Ledger ledger;
  private final Duration interval;
  private final LongSupplier nanos;
  private final Log log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final DeliveryHealth health = new DeliveryHealth();
  private final Accounts accounts;
  private FlushStrategy strategy = FlushStrategy.END;
  private int senders;
  private int busy;
  private long drainBefore;
  private long timerAt;
  private long patienceUntil;
  private boolean warmUpDue;
  private volatile boolean finishing;
  private boolean gaveUp;
  private long finishAt;
  private long droppedBefore;

  public Flusher(
      LogBuffer buffer,
      Sender sender,
      Ledger ledger,
      Duration interval,
      LongSupplier nanos,
      Log log) {
    this.buffer = buffer;
    this.sender = sender;
    this.ledger = ledger;
    this.interval = interval;
    this.nanos = nanos;
    this.log = log;
    this.accounts = new Accounts(buffer, ledger, health, interval, log);
    this.patienceUntil = nanos.getAsLong();
  }

  /// Follows a strategy from now on, without asking the backend anything yet.
  ///
  /// @param chosen not [FlushStrategy#AUTO]
  public void follow(FlushStrategy chosen) {
    lock.lock();
    try {
      if (!isTimed()) {
        timerAt = nanos.getAsLong() + interval.toNanos();
      }
      strategy = chosen;
      wakeSenders();
    } finally {
      lock.unlock();
    }
  }

  /// The function begins to work: the moment to open a connection, to look whether a failing
  /// backend is back, and to follow another strategy.
  ///
  /// @param chosen not [FlushStrategy#AUTO]
  public void begin(FlushStrategy chosen) {
    lock.lock();
    try {
      warmUpDue = health.healthy();
      if (!warmUpDue) {
        health.probeSoon(nanos.getAsLong());
        drainBefore = buffer.nextSequence();
      }
      follow(chosen);
    } finally {
      lock.unlock();
    }
  }

  /// Telemetry has come: perhaps enough for a request.
  public void recordsArrived() {
    lock.lock();
    try {
      if (senders > 0 && isDue(nanos.getAsLong())) {
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
      long target = drainNow();
      long settledAtStart = accounts.settledBatches();
      long left = most.toNanos();
      patienceUntil = nanos.getAsLong() + left;
      while (left > 0 && health.healthy() && !buffer.settledBefore(target)) {
        left = changed.awaitNanos(left);
      }
      patienceUntil = nanos.getAsLong();
      boolean inVain = left <= 0 && accounts.settledBatches() == settledAtStart;
      if (inVain && !most.isZero() && !buffer.settledBefore(target)) {
        health.stalled(patienceUntil);
        buffer.deliveryAdvances(false);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Delivers while the trailing telemetry still comes, without waiting.
  public void flushInBackground() {
    lock.lock();
    try {
      drainNow();
    } finally {
      lock.unlock();
    }
  }

  /// Delivers everything that is buffered, one more chance given to a failing backend, and waits
  /// for it. From now on every attempt fits into `most`, and so does [#finish].
  public void flushBy(Duration most) throws InterruptedException {
    sender.finishBy(most);
    lock.lockInterruptibly();
    try {
      finishing = true;
      finishAt = nanos.getAsLong() + most.toNanos();
      droppedBefore = ledger.dropped();
      health.lastChance();
      awaitSettled();
    } finally {
      lock.unlock();
    }
  }

  /// Delivers what has come since [#flushBy], where time is left; nothing may come any more.
  /// Whatever could not be delivered is counted as lost.
  ///
  /// @return whether nothing was lost since [#flushBy]
  public boolean finish() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      awaitSettled();
      buffer.dropAll(LossReason.SHUTDOWN);
      // What is still in flight may yet arrive, but nobody will be there to say so.
      ledger.dropped(LossReason.SHUTDOWN, buffer.held());
      return ledger.dropped() == droppedBefore;
    } finally {
      lock.unlock();
    }
  }

  private void awaitSettled() throws InterruptedException {
    long target = drainNow();
    long left = finishAt - nanos.getAsLong();
    while (left > 0 && !gaveUp && !buffer.settledBefore(target)) {
      left = changed.awaitNanos(left);
    }
  }

  private long drainNow() {
    drainBefore = buffer.nextSequence();
    wakeSenders();
    return drainBefore;
  }

  private void wakeSenders() {
    if (senders == 0) {
      startSender();
    }
    changed.signalAll();
  }

  private void startSender() {
    senders++;
    Thread.ofPlatform().daemon().name("flusher-" + senders).start(this::send);
  }

  private void send() {
    try {
      while (true) {
        Batch batch = await();
        if (batch == null) {
          warmUp();
        } else {
          boolean last = finishing;
          settle(batch, deliver(batch), last);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for a batch that is due; null where a connection is to be opened instead.
  private @Nullable Batch await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        long now = nanos.getAsLong();
        boolean attempt = health.mayAttempt(now, busy);
        Batch batch = attempt && isDue(now) ? buffer.take() : null;
        if (batch != null || warmUpDue) {
          warmUpDue = false;
          busy++;
          if (busy == senders && senders < MOST_SENDERS) {
            startSender();
          }
          return batch;
        }
        var _ = changed.awaitNanos(pause(now, attempt));
      }
    } finally {
      lock.unlock();
    }
  }

  /// How long nothing can become due, unless something changes.
  private long pause(long now, boolean mayAttempt) {
    if (!mayAttempt && busy == 0) {
      return Math.max(1, health.probeAt() - now);
    }
    return mayAttempt && isTimed() ? Math.max(1, timerAt - now) : Long.MAX_VALUE;
  }

  private boolean isTimed() {
    return strategy == FlushStrategy.CONTINUOUS || strategy == FlushStrategy.PERIODIC;
  }

  private boolean isDue(long now) {
    if (isTimed() && now - timerAt >= 0) {
      timerAt = now + interval.toNanos();
      drainBefore = buffer.nextSequence();
    }
    return buffer.hasWaitingBefore(drainBefore)
        || (isTimed() && buffer.hasReadyBatch())
        || buffer.underPressure();
  }

  private Outcome deliver(Batch batch) {
    boolean retries;
    lock.lock();
    try {
      retries = health.healthy();
    } finally {
      lock.unlock();
    }
    try {
      return sender.deliver(batch, retries, this::retryScheduled);
    } catch (RuntimeException e) {
      log.error("Delivery failed unexpectedly: " + e);
      return new Outcome.Unavailable(e.toString(), Duration.ZERO);
    }
  }

  /// A flush does not wait for the end of the back-off, unless that is a matter of moments.
  private void retryScheduled(Duration delay) {
    lock.lock();
    try {
      long now = nanos.getAsLong();
      boolean moments =
          delay.compareTo(SHORT_BACK_OFF) <= 0 && now + delay.toNanos() - patienceUntil <= 0;
      if (!finishing && !moments) {
        health.unavailable(now, Duration.ZERO, delay);
        buffer.deliveryAdvances(false);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// @param last whether the attempt was made for the final flush
  private void settle(Batch batch, Outcome outcome, boolean last) {
    lock.lock();
    try {
      long now = nanos.getAsLong();
      accounts.settle(batch, outcome, now);
      if (outcome instanceof Outcome.TooLarge || outcome instanceof Outcome.Malformed) {
        // Where it was split, both halves are wanted at once, whatever the strategy.
        drainBefore = buffer.nextSequence();
      }
      if (finishing && outcome instanceof Outcome.Unavailable) {
        if (last) {
          gaveUp = true;
        } else {
          // One that began before, perhaps as a mere probe, does not take the last chance away.
          health.lastChance();
        }
      }
      if (finishing && outcome instanceof Outcome.Refused) {
        buffer.dropAll(LossReason.REQUEST_REFUSED);
      }
      buffer.deliveryAdvances(health.healthy());
      busy--;
      tell(now);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void tell(long now) {
    accounts.tell(busy == 0 && !buffer.hasWaitingBefore(drainBefore), now);
  }

  private void warmUp() {
    try {
      sender.warmUp();
    } catch (RuntimeException e) {
      log.error("Opening a connection failed unexpectedly: " + e);
    }
    lock.lock();
    try {
      busy--;
      tell(nanos.getAsLong());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
