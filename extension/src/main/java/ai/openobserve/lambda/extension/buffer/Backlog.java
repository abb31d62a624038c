package ai.openobserve.lambda.extension.buffer;

/// What waits in the buffer, seen at one moment.
///
/// @param oldest the number of the oldest record that waits; where none does, that of the next one
///   to come
/// @param next the number of the next record to come
/// @param ready whether enough waits to be worth a request
/// @param pressing whether more than half of the memory is used
public record Backlog(long oldest, long next, boolean ready, boolean pressing) {

  /// Whether a record with a lower number waits.
  public boolean hasBefore(long sequence) {
    return oldest < next && oldest < sequence;
  }

  public boolean isEmpty() {
    return oldest == next;
  }
}
