package ai.openobserve.lambda.extension.buffer;

import java.util.Arrays;

/// The batch that records are appended to. Guarded by the buffer's lock.
final class OpenBatch {
  private static final int FIRST_BYTES = 8 * 1024;
  private static final int FIRST_RECORDS = 32;

  /// On closing, unused capacity of more than an eighth of the contents is worth a copy.
  private static final int WORTH_A_COPY = 8;

  private final Destination destination;
  private final long sequence;
  private byte[] bytes;
  private int[] ends;
  private int length;
  private int records;
  private boolean quiet = true;

  /// @param mostBytes limit of a batch's size, unless its only record is larger
  /// @param expected the length that it will probably reach: growing to it step by step would
  ///   allocate and copy several times that length, and the kernel fills all new memory with zeros
  /// @param free memory that it may take, at least [#heldAlone]
  OpenBatch(
      Destination destination,
      long sequence,
      int firstLength,
      int mostBytes,
      int expected,
      long free) {
    int least = firstCapacity(firstLength, mostBytes);
    long spare = free - heldAlone(firstLength, mostBytes);
    this.destination = destination;
    this.sequence = sequence;
    this.bytes = new byte[Math.clamp(least + spare, least, Math.max(least, expected))];
    this.ends = new int[firstEnds(mostBytes)];
  }

  private static int firstCapacity(int firstLength, int mostBytes) {
    return Math.max(firstLength, Math.min(FIRST_BYTES, mostBytes / 8));
  }

  private static int firstEnds(int mostBytes) {
    return Math.clamp(mostBytes / 256, 1, FIRST_RECORDS);
  }

  /// Bytes of memory that a new batch with one record of this length holds.
  static long heldAlone(int firstLength, int mostBytes) {
    return Batch.OVERHEAD
        + firstCapacity(firstLength, mostBytes)
        + (long) Integer.BYTES * firstEnds(mostBytes);
  }

  Destination destination() {
    return destination;
  }

  int length() {
    return length;
  }

  int records() {
    return records;
  }

  long held() {
    return Batch.OVERHEAD + bytes.length + (long) Integer.BYTES * ends.length;
  }

  /// The part of [#held] that the next records will use.
  int spare() {
    return bytes.length - length;
  }

  /// The least memory that one more record needs.
  long leastGrowth(int count) {
    int needed = length + separator() + count;
    long growth = Math.max(0, needed - bytes.length);
    return records < ends.length ? growth : growth + (long) Integer.BYTES * moreEnds();
  }

  /// @param free memory it may take beyond what it holds, at least [#leastGrowth]
  void append(byte[] source, int offset, int count, Reporting reporting, long free) {
    int needed = length + separator() + count;
    if (records == ends.length) {
      int more = moreEnds();
      ends = Arrays.copyOf(ends, records + more);
      free -= (long) Integer.BYTES * more;
    }
    if (needed > bytes.length) {
      long comfortable = Math.min(bytes.length + (bytes.length >> 1), bytes.length + free);
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, comfortable));
    }
    if (records > 0) {
      bytes[length++] = ',';
    }
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
    ends[records++] = length;
    quiet &= reporting == Reporting.QUIET;
  }

  private int separator() {
    return records == 0 ? 0 : 1;
  }

  private int moreEnds() {
    return (ends.length >> 1) + 1;
  }

  /// Closes the batch and gives up unused memory; nothing may be appended afterwards.
  Batch close() {
    if (bytes.length - length > length / WORTH_A_COPY) {
      bytes = Arrays.copyOf(bytes, length);
    }
    if (ends.length - records > records / WORTH_A_COPY) {
      ends = Arrays.copyOf(ends, records);
    }
    return new Batch(destination, bytes, ends, records, sequence, quiet);
  }
}
