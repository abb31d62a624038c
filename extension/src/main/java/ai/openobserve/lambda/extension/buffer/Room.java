package ai.openobserve.lambda.extension.buffer;

/// The buffer's memory limit, and what is dropped when it is reached. Guarded by the buffer's lock.
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

  /// Free bytes.
  long free() {
    return maxBytes - queue.held();
  }

  /// Whether more than half is used.
  boolean isPressing() {
    return queue.held() > maxBytes / 2;
  }

  /// Whether this many bytes do not fit now but may once a batch in flight is settled.
  boolean isFullFor(int bytes) {
    return !queue.nothingInFlight() && bytes > free() + queue.spare();
  }

  /// Makes room for a payload; if that is impossible, counts it as dropped and returns false.
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

  /// Drops the oldest batches if that makes the payload fit; otherwise drops none.
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
