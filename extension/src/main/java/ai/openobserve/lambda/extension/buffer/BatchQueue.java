package ai.openobserve.lambda.extension.buffer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Batches in the order of their records: those waiting, the open one, those in flight. Counts the
/// memory they hold; limits and accounting are elsewhere. Guarded by the buffer's lock.
final class BatchQueue {
  private final BatchLimits limits;
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private final List<Batch> inFlight = new ArrayList<>();
  private @Nullable OpenBatch open;
  private long held;
  private long inFlightHeld;
  private long waitingBytes;
  private long waitingRecords;
  private long nextSequence;

  /// The length of the last batch that was closed. In a flood, the next one is about as long.
  private int lastLength;

  BatchQueue(BatchLimits limits) {
    this.limits = limits;
  }

  /// Bytes of memory held by all batches.
  long held() {
    return held;
  }

  /// The part of [#held] that the next records will use.
  long spare() {
    OpenBatch batch = open;
    return batch == null ? 0 : batch.spare();
  }

  long inFlightHeld() {
    return inFlightHeld;
  }

  long heldAlone(int length) {
    return OpenBatch.heldAlone(length, limits.mostBytes());
  }

  /// The least memory that one more payload needs.
  long leastGrowth(Destination destination, int length) {
    OpenBatch batch = open;
    return batch != null && joins(batch, destination, length)
        ? batch.leastGrowth(length)
        : heldAlone(length);
  }

  private boolean joins(OpenBatch batch, Destination destination, int length) {
    return destination.array()
        && batch.destination().equals(destination)
        && batch.records() < limits.mostRecords()
        && batch.length() + length + 1 <= limits.mostBytes();
  }

  /// @param free memory it may take, at least [#leastGrowth]
  void append(
      Destination destination,
      byte[] source,
      int offset,
      int length,
      Reporting reporting,
      long free) {
    OpenBatch batch = open;
    if (batch != null && !joins(batch, destination, length)) {
      close(batch);
      batch = null;
    }
    if (batch == null) {
      int expected = destination.array() ? expectedLength() : length;
      batch = new OpenBatch(destination, nextSequence, length, limits.mostBytes(), expected, free);
      open = batch;
      held += batch.held();
      free -= batch.held();
    }
    long heldBefore = batch.held();
    int lengthBefore = batch.length();
    batch.append(source, offset, length, reporting, free);
    held += batch.held() - heldBefore;
    waitingBytes += batch.length() - lengthBefore;
    waitingRecords++;
    nextSequence++;
  }

  /// A little more than the last length: outgrowing the array by one record would copy all of it.
  private int expectedLength() {
    return Math.min(limits.mostBytes(), lastLength + lastLength / 16);
  }

  private void close(OpenBatch batch) {
    open = null;
    lastLength = batch.length();
    held -= batch.held();
    Batch closed = batch.close();
    held += closed.held();
    waiting.addLast(closed);
  }

  /// Takes the oldest waiting batch, which is then in flight; null if none is waiting.
  @Nullable Batch take() {
    Batch batch = poll();
    if (batch != null) {
      inFlight.add(batch);
      held += batch.held();
      inFlightHeld += batch.held();
    }
    return batch;
  }

  /// Removes the oldest waiting batch; null if none is waiting.
  @Nullable Batch poll() {
    OpenBatch last = open;
    if (waiting.isEmpty() && last != null) {
      close(last);
    }
    Batch batch = waiting.pollFirst();
    if (batch != null) {
      held -= batch.held();
      waitingBytes -= batch.length();
      waitingRecords -= batch.records();
    }
    return batch;
  }

  /// Removes a batch from those in flight.
  void land(Batch batch) {
    if (!inFlight.removeIf(flying -> flying.sequence() == batch.sequence())) {
      throw new IllegalStateException("The batch is not in flight");
    }
    held -= batch.held();
    inFlightHeld -= batch.held();
  }

  /// Inserts a batch in its place among those waiting.
  void putBack(Batch batch) {
    Deque<Batch> older = new ArrayDeque<>();
    while (!waiting.isEmpty() && waiting.getFirst().sequence() < batch.sequence()) {
      older.push(waiting.removeFirst());
    }
    waiting.addFirst(batch);
    older.forEach(waiting::addFirst);
    held += batch.held();
    waitingBytes += batch.length();
    waitingRecords += batch.records();
  }

  boolean nothingInFlight() {
    return inFlight.isEmpty();
  }

  long recordsInFlight() {
    long records = 0;
    for (Batch batch : inFlight) {
      records += batch.records();
    }
    return records;
  }

  /// Forgets those in flight.
  void clearInFlight() {
    held -= inFlightHeld;
    inFlightHeld = 0;
    inFlight.clear();
  }

  long recordsHeld() {
    return waitingRecords + recordsInFlight();
  }

  Backlog backlog(boolean pressing) {
    boolean ready = waitingRecords >= limits.ready() || waitingBytes >= limits.mostBytes();
    return new Backlog(oldest(), nextSequence, ready, pressing);
  }

  private long oldest() {
    if (!waiting.isEmpty()) {
      return waiting.getFirst().sequence();
    }
    return open == null ? nextSequence : nextSequence - open.records();
  }
}
