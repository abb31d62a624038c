package ai.openobserve.lambda.extension.buffer;

import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.time.Waiter;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Records not yet delivered, bounded by the memory they hold, including unused capacity of arrays
/// and batches in flight.
///
/// Records go in one by one and come out in batches, oldest first. A batch that was taken is in
/// flight until it is [settled][#settle], [dropped][#drop], [split][#split] or [given
/// back][#giveBack]. Only these methods, [#append], [#exclude] and [#close] write to the ledger,
/// all under one lock, so that received = delivered + dropped + excluded + unconfirmed + held
/// whatever the callers do.
///
/// When a record does not fit, the oldest waiting batches are dropped to make room; batches in
/// flight are never touched, and if they leave too little room the record itself is dropped.
/// Thread-safe; nothing blocks here but [#holds].
public final class LogBuffer {
  private final Ledger ledger;
  private final ReentrantLock lock = new ReentrantLock();
  private final BatchQueue queue;
  private final Room room;
  private final Holds holds;

  public LogBuffer(int maxBytes, BatchLimits limits, Ledger ledger, Log log) {
    this(maxBytes, limits, ledger, log, Waiter.THREAD);
  }

  /// @param waiter for threads that wait for room
  LogBuffer(int maxBytes, BatchLimits limits, Ledger ledger, Log log, Waiter waiter) {
    this.ledger = ledger;
    this.queue = new BatchQueue(limits);
    this.room = new Room(maxBytes, queue, ledger, new FirstLosses(log));
    this.holds = new Holds(this::isFullFor, waiter);
  }

  /// The budget for holding telemetry back while there is no room.
  public Holds holds() {
    return holds;
  }

  private boolean isFullFor(int bytes) {
    lock.lock();
    try {
      return room.isFullFor(bytes);
    } finally {
      lock.unlock();
    }
  }

  /// Appends one encoded record of the log stream, copying it.
  public void append(byte[] source, int offset, int length, Reporting reporting) {
    append(Destination.LOGS, source, offset, length, reporting);
  }

  /// Appends one payload, copying it; it counts as one record.
  public void append(
      Destination destination, byte[] source, int offset, int length, Reporting reporting) {
    lock.lock();
    try {
      ledger.received(1);
      if (room.admit(destination, length)) {
        queue.append(destination, source, offset, length, reporting, room.free());
      }
    } finally {
      lock.unlock();
    }
  }

  /// Accounts for records that the configured filters exclude.
  public void exclude(int records) {
    lock.lock();
    try {
      ledger.received(records);
      ledger.excluded(records);
    } finally {
      lock.unlock();
    }
  }

  /// Takes the oldest waiting batch; null if none is waiting.
  public @Nullable Batch take() {
    lock.lock();
    try {
      return queue.take();
    } finally {
      lock.unlock();
    }
  }

  /// Accounts for a batch that the server accepted.
  public void settle(Batch batch, int stored, int notStored) {
    lock.lock();
    try {
      if (stored + notStored != batch.records()) {
        throw new IllegalArgumentException("A batch is settled as a whole");
      }
      queue.land(batch);
      ledger.delivered(stored);
      ledger.dropped(LossReason.NOT_STORED, notStored);
    } finally {
      lock.unlock();
    }
    holds.roomChanged();
  }

  /// Drops a batch in flight.
  public void drop(Batch batch, LossReason reason) {
    lock.lock();
    try {
      queue.land(batch);
      ledger.dropped(reason, batch.records());
    } finally {
      lock.unlock();
    }
    holds.roomChanged();
  }

  /// Puts a batch in flight back where it was, ahead of all newer ones.
  ///
  /// @param batch the batch taken, or a copy with other marks
  public void giveBack(Batch batch) {
    lock.lock();
    try {
      queue.land(batch);
      queue.putBack(batch);
    } finally {
      lock.unlock();
    }
  }

  /// Puts the two halves of a batch in flight back in its place.
  public void split(Batch batch) {
    lock.lock();
    try {
      queue.land(batch);
      queue.putBack(batch.secondHalf());
      queue.putBack(batch.firstHalf());
    } finally {
      lock.unlock();
    }
  }

  /// Closes the account: waiting records count as dropped, those in flight as unconfirmed.
  public void close(LossReason reason) {
    lock.lock();
    try {
      for (Batch batch = queue.poll(); batch != null; batch = queue.poll()) {
        ledger.dropped(reason, batch.records());
      }
      ledger.unconfirmed(queue.recordsInFlight());
      queue.clearInFlight();
    } finally {
      lock.unlock();
    }
    holds.roomChanged();
  }

  /// A snapshot of what is waiting.
  public Backlog backlog() {
    lock.lock();
    try {
      return queue.backlog(room.isPressing());
    } finally {
      lock.unlock();
    }
  }

  /// Number of records waiting or in flight.
  public long held() {
    lock.lock();
    try {
      return queue.recordsHeld();
    } finally {
      lock.unlock();
    }
  }

  /// Bytes of memory that they hold.
  public long heldBytes() {
    lock.lock();
    try {
      return queue.held();
    } finally {
      lock.unlock();
    }
  }
}
