package ai.openobserve.lambda.extension.buffer;

/// Records in the order in which they came, encoded: JSON objects separated by commas, without the
/// brackets of the array around them. Immutable.
public final class Batch {
  private final byte[] bytes;
  private final int[] ends;
  private final int first;
  private final int last;
  private final long sequence;
  private final boolean quiet;

  /// @param ends where each record ends in `bytes`; the next one begins a comma later
  /// @param sequence the number of the first record among all that were received
  /// @param quiet whether all records are lines of extensions
  Batch(byte[] bytes, int[] ends, int first, int last, long sequence, boolean quiet) {
    this.bytes = bytes;
    this.ends = ends;
    this.first = first;
    this.last = last;
    this.sequence = sequence;
    this.quiet = quiet;
  }

  public byte[] bytes() {
    return bytes;
  }

  /// Where the first record begins in [#bytes].
  public int offset() {
    return first == 0 ? 0 : ends[first - 1] + 1;
  }

  /// Bytes from the first record to the end of the last.
  public int length() {
    return ends[last - 1] - offset();
  }

  public int records() {
    return last - first;
  }

  /// Whether nothing may be logged about delivering it: it holds lines of extensions alone, our own
  /// among them, and a line about those would come back as the next of them, for ever.
  public boolean quiet() {
    return quiet;
  }

  /// Whether it has at least two records.
  public boolean splittable() {
    return records() > 1;
  }

  public Batch firstHalf() {
    return new Batch(bytes, ends, first, middle(), sequence, quiet);
  }

  public Batch secondHalf() {
    return new Batch(bytes, ends, middle(), last, sequence + middle() - first, quiet);
  }

  long sequence() {
    return sequence;
  }

  private int middle() {
    return (first + last) >>> 1;
  }
}
