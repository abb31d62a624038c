package ai.openobserve.lambda.extension.buffer;

import java.util.Arrays;

/// The batch that records are appended to. Not thread-safe: the buffer's lock guards it.
final class OpenBatch {
  private static final int FIRST_BYTES = 8 * 1024;
  private static final int FIRST_RECORDS = 64;

  private final long sequence;
  private byte[] bytes;
  private int[] ends = new int[FIRST_RECORDS];
  private int length;
  private int records;
  private boolean quiet = true;

  OpenBatch(long sequence, int firstRecordLength) {
    this.sequence = sequence;
    this.bytes = new byte[Math.max(FIRST_BYTES, firstRecordLength)];
  }

  int length() {
    return length;
  }

  int records() {
    return records;
  }

  void append(byte[] source, int offset, int count, boolean ofExtension) {
    int separator = records == 0 ? 0 : 1;
    int needed = length + separator + count;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
    }
    if (records == ends.length) {
      ends = Arrays.copyOf(ends, records * 2);
    }
    if (separator > 0) {
      bytes[length++] = ',';
    }
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
    ends[records++] = length;
    quiet &= ofExtension;
  }

  Batch close() {
    return new Batch(bytes, ends, 0, records, sequence, quiet);
  }
}
