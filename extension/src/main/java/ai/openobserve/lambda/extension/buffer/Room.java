package ai.openobserve.lambda.extension.buffer;

/// The memory that a buffer may hold, and what is dropped where it is used up. Guarded by the
/// buffer's lock.
final class Room {
  private final int maxBytes;
  private final BatchQueue queue;
  private final Ledger ledger;
  private final FirstLosses losses;

  Room(int maxBytes, BatchQueue queue, Ledger ledger, FirstLosses losses) {
    this.maxBytes = maxBytes;
    this.queue = queue;
    this.ledger = ledger;
    this.losses = losses;
  }

  /// Bytes that are free.
  long free() {
    return maxBytes - queue.held();
  }

  /// Whether more than half is used.
  boolean isPressing() {
    return queue.held() > maxBytes / 2;
  }

  /// Whether so many bytes do not fit now, and may once a batch in flight is settled.
  boolean isFullFor(int bytes) {
    return !queue.nothingInFlight() && bytes > free();
  }

  /// Makes room for a payload; counts the payload as dropped where that cannot be done.
  boolean admit(Destination destination, int length) {
    if (queue.heldAlone(length) > maxBytes) {
      ledger.dropped(LossReason.RECORD_TOO_LARGE, 1);
      losses.tooLarge(length, maxBytes);
      return false;
    }
    if (!make(destination, length)) {
      drop(1);
      return false;
    }
    return true;
  }

  /// Drops old batches where that makes a payload fit, and none where it does not.
  private boolean make(Destination destination, int length) {
    while (queue.leastGrowth(destination, length) > free()) {
      if (queue.inFlightHeld() + queue.heldAlone(length) > maxBytes) {
        return false;
      }
      Batch oldest = queue.poll();
      if (oldest == null) {
        return false;
      }
      drop(oldest.records());
    }
    return true;
  }

  private void drop(int records) {
    ledger.dropped(LossReason.BUFFER_FULL, records);
    losses.full();
  }
}
