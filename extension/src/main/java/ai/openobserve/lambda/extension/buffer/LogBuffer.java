package ai.openobserve.lambda.extension.buffer;

import ai.openobserve.lambda.extension.log.Log;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Records not yet delivered, bounded in bytes as encoded, those in flight included.
///
/// Records go in one by one and come out in batches, oldest first. A batch that was taken is in
/// flight until it is [settled][#settle] or [given back][#giveBack] to the front. When a record
/// does not fit, the oldest waiting batch is dropped for it; batches in flight are never touched.
/// All methods are thread-safe; none but [#awaitRoom] waits.
public final class LogBuffer {
  private final int maxBytes;
  private final BatchLimits limits;
  private final Ledger ledger;
  private final Log log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private final List<Batch> inFlight = new ArrayList<>();
  private @Nullable OpenBatch open;
  private int waitingBytes;
  private int waitingRecords;
  private int inFlightBytes;
  private long nextSequence;
  private boolean dropping;
  private boolean deliveryAdvances = true;

  public LogBuffer(int maxBytes, BatchLimits limits, Ledger ledger, Log log) {
    this.maxBytes = maxBytes;
    this.limits = limits;
    this.ledger = ledger;
    this.log = log;
  }

  /// Appends one encoded record, copying it.
  ///
  /// @param ofExtension whether it is a line of an extension
  public void append(byte[] source, int offset, int length, boolean ofExtension) {
    boolean firstDrop = false;
    boolean tooLarge = false;
    lock.lock();
    try {
      ledger.received(1);
      if (length > maxBytes) {
        tooLarge = true;
        ledger.dropped(LossReason.RECORD_TOO_LARGE, 1);
      } else {
        while (usedBytes() + length + 1 > maxBytes && dropOldest()) {
          firstDrop |= !dropping;
          dropping = true;
        }
        if (usedBytes() + length > maxBytes) {
          ledger.dropped(LossReason.BUFFER_FULL, 1);
          firstDrop |= !dropping;
          dropping = true;
        } else {
          add(source, offset, length, ofExtension);
        }
      }
    } finally {
      lock.unlock();
    }
    if (tooLarge) {
      log.warn(
          "A record of "
              + length
              + " bytes is larger than the buffer of "
              + maxBytes
              + " bytes and is dropped: O2_MAX_BUFFER_SIZE_MB sets its size");
    }
    if (firstDrop) {
      log.warn("Log buffer full, dropping oldest batch");
    }
  }

  /// Accounts for records that are not sent, by the decision of the function's owner.
  public void exclude(int records) {
    lock.lock();
    try {
      ledger.received(records);
      ledger.excluded(records);
    } finally {
      lock.unlock();
    }
  }

  private void add(byte[] source, int offset, int length, boolean ofExtension) {
    OpenBatch batch = open;
    if (batch != null
        && (batch.records() >= limits.mostRecords()
            || batch.length() + length + 1 > limits.mostBytes())) {
      close(batch);
      batch = null;
    }
    if (batch == null) {
      batch = new OpenBatch(nextSequence, length);
      open = batch;
    }
    int before = batch.length();
    batch.append(source, offset, length, ofExtension);
    waitingBytes += batch.length() - before;
    waitingRecords++;
    nextSequence++;
  }

  private void close(OpenBatch batch) {
    waiting.addLast(batch.close());
    open = null;
  }

  private boolean dropOldest() {
    if (waiting.isEmpty()) {
      if (open == null) {
        return false;
      }
      close(open);
    }
    Batch oldest = waiting.removeFirst();
    forgetWaiting(oldest);
    ledger.dropped(LossReason.BUFFER_FULL, oldest.records());
    return true;
  }

  /// Takes the oldest waiting batch, or null where nothing waits.
  public @Nullable Batch take() {
    lock.lock();
    try {
      if (waiting.isEmpty() && open != null) {
        close(open);
      }
      Batch batch = waiting.pollFirst();
      if (batch != null) {
        forgetWaiting(batch);
        inFlight.add(batch);
        inFlightBytes += batch.length();
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /// Forgets a batch that was delivered or is accounted for otherwise.
  public void settle(Batch batch) {
    lock.lock();
    try {
      land(batch);
      dropping = false;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Puts a batch that was taken back to where it was, ahead of all younger ones.
  public void giveBack(Batch batch) {
    lock.lock();
    try {
      land(batch);
      putBack(batch);
    } finally {
      lock.unlock();
    }
  }

  /// Puts the two halves of a batch that was taken in its place.
  public void split(Batch batch) {
    lock.lock();
    try {
      land(batch);
      putBack(batch.secondHalf());
      putBack(batch.firstHalf());
    } finally {
      lock.unlock();
    }
  }

  /// Drops everything that waits.
  public void dropAll(LossReason reason) {
    lock.lock();
    try {
      if (open != null) {
        close(open);
      }
      for (Batch batch = waiting.pollFirst(); batch != null; batch = waiting.pollFirst()) {
        forgetWaiting(batch);
        ledger.dropped(reason, batch.records());
      }
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void land(Batch batch) {
    if (!inFlight.remove(batch)) {
      throw new IllegalStateException("The batch is not in flight");
    }
    inFlightBytes -= batch.length();
  }

  private void putBack(Batch batch) {
    Deque<Batch> older = new ArrayDeque<>();
    while (!waiting.isEmpty() && waiting.getFirst().sequence() < batch.sequence()) {
      older.push(waiting.removeFirst());
    }
    waiting.addFirst(batch);
    older.forEach(waiting::addFirst);
    waitingBytes += batch.length();
    waitingRecords += batch.records();
  }

  private void forgetWaiting(Batch batch) {
    waitingBytes -= batch.length();
    waitingRecords -= batch.records();
  }

  private int usedBytes() {
    return waitingBytes + inFlightBytes;
  }

  /// The number that the next record will have: see [#settledBefore].
  public long nextSequence() {
    lock.lock();
    try {
      return nextSequence;
    } finally {
      lock.unlock();
    }
  }

  /// Whether every record with a lower number is delivered or dropped.
  public boolean settledBefore(long sequence) {
    lock.lock();
    try {
      return !waitsBefore(sequence) && inFlight.stream().noneMatch(b -> b.sequence() < sequence);
    } finally {
      lock.unlock();
    }
  }

  /// Whether a record with a lower number waits; those in flight do not count.
  public boolean hasWaitingBefore(long sequence) {
    lock.lock();
    try {
      return waitsBefore(sequence);
    } finally {
      lock.unlock();
    }
  }

  private boolean waitsBefore(long sequence) {
    if (!waiting.isEmpty()) {
      return waiting.getFirst().sequence() < sequence;
    }
    return open != null && nextSequence - open.records() < sequence;
  }

  /// Whether enough waits to be worth a request.
  public boolean hasReadyBatch() {
    lock.lock();
    try {
      return waitingRecords >= limits.ready() || waitingBytes >= limits.mostBytes();
    } finally {
      lock.unlock();
    }
  }

  /// Whether more than half of the memory is used.
  public boolean underPressure() {
    lock.lock();
    try {
      return usedBytes() > maxBytes / 2;
    } finally {
      lock.unlock();
    }
  }

  public boolean isEmpty() {
    lock.lock();
    try {
      return waitingRecords == 0;
    } finally {
      lock.unlock();
    }
  }

  /// Records that wait or are in flight.
  public long held() {
    lock.lock();
    try {
      long records = waitingRecords;
      for (Batch batch : inFlight) {
        records += batch.records();
      }
      return records;
    } finally {
      lock.unlock();
    }
  }

  /// Says whether delivery gets anywhere, which is what makes [#awaitRoom] worth its wait.
  public void deliveryAdvances(boolean advances) {
    lock.lock();
    try {
      deliveryAdvances = advances;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits while the buffer is nearly full and delivery advances, so that Lambda buffers for us.
  ///
  /// @param expected bytes that are about to come
  /// @param most the longest wait
  public void awaitRoom(int expected, Duration most) throws InterruptedException {
    long nanos = most.toNanos();
    lock.lockInterruptibly();
    try {
      while (nanos > 0
          && deliveryAdvances
          && !inFlight.isEmpty()
          && usedBytes() + (long) expected > maxBytes) {
        nanos = room.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }
}
