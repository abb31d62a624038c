package ai.openobserve.lambda.extension.buffer;

/// A snapshot of what is waiting in the buffer.
///
/// @param oldest number of the oldest waiting record, or `next` if none is waiting
/// @param next number of the next record to arrive
/// @param ready whether enough is waiting to be worth a request
/// @param pressing whether more than half of the memory is used
public record Backlog(long oldest, long next, boolean ready, boolean pressing) {

  /// Whether a record with a lower number is waiting.
  public boolean hasBefore(long sequence) {
    return oldest < next && oldest < sequence;
  }

  public boolean isEmpty() {
    return oldest == next;
  }
}
