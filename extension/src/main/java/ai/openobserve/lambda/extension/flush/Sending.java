package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.delivery.Attempt;
import org.jspecify.annotations.Nullable;

/// A request under way. Guarded by the flusher's lock.
final class Sending {
  final Attempt attempt;
  final long startedAwake;
  final long startedElapsed;
  final boolean last;

  /// When it becomes late, in awake time.
  long lateAt;

  /// Whether a wait for it has timed out: no flush waits for it any more.
  boolean overdue;

  private final @Nullable Batch batch;

  /// @param batch null if a connection is opened ahead of need
  /// @param last whether it is made for the final flush
  Sending(
      @Nullable Batch batch,
      Attempt attempt,
      long startedAwake,
      long startedElapsed,
      long lateAt,
      boolean last) {
    this.batch = batch;
    this.attempt = attempt;
    this.startedAwake = startedAwake;
    this.startedElapsed = startedElapsed;
    this.lateAt = lateAt;
    this.last = last;
  }

  @Nullable Batch batch() {
    return batch;
  }

  /// Whether it carries records older than this number.
  boolean carriesBefore(long sequence) {
    return batch != null && batch.sequence() < sequence;
  }
}
