package ai.openobserve.lambda.extension.buffer;

import java.util.OptionalInt;

/// Limits on the size of batches.
///
/// @param ready number of records that is worth a request
/// @param mostRecords most records in one request, reached only with a backlog
/// @param mostBytes most uncompressed bytes in one request, unless a single record is larger
public record BatchLimits(int ready, int mostRecords, int mostBytes) {
  private static final int DEFAULT_READY = 100;
  private static final int BACKLOG_RECORDS = 2000;
  private static final int BACKLOG_BYTES = 1 << 20;

  /// The limits for a buffer of this size.
  ///
  /// @param batchSize O2_BATCH_SIZE, if set
  public static BatchLimits of(OptionalInt batchSize, int maxBufferBytes) {
    // Dropping the oldest batch of a small buffer must not empty it.
    int bytes = Math.min(BACKLOG_BYTES, maxBufferBytes / 4);
    if (batchSize.isPresent()) {
      return new BatchLimits(batchSize.getAsInt(), batchSize.getAsInt(), bytes);
    }
    return new BatchLimits(DEFAULT_READY, BACKLOG_RECORDS, bytes);
  }
}
