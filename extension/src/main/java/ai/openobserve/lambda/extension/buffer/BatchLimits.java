package ai.openobserve.lambda.extension.buffer;

import java.util.OptionalInt;

/// How large batches are.
///
/// @param ready records at which a batch is worth a request of its own
/// @param mostRecords records in one request, where a backlog makes larger ones
/// @param mostBytes uncompressed bytes in one request, unless a single record is larger
public record BatchLimits(int ready, int mostRecords, int mostBytes) {
  private static final int DEFAULT_READY = 100;
  private static final int BACKLOG_RECORDS = 2000;
  private static final int BACKLOG_BYTES = 1 << 20;

  /// The limits for a buffer of this size.
  ///
  /// @param batchSize O2_BATCH_SIZE, where it is set
  public static BatchLimits of(OptionalInt batchSize, int maxBufferBytes) {
    // Dropping the oldest batch of a small buffer must not empty it.
    int bytes = Math.min(BACKLOG_BYTES, maxBufferBytes / 4);
    if (batchSize.isPresent()) {
      return new BatchLimits(batchSize.getAsInt(), batchSize.getAsInt(), bytes);
    }
    return new BatchLimits(DEFAULT_READY, BACKLOG_RECORDS, bytes);
  }
}
