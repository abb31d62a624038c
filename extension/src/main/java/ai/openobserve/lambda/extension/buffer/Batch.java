package ai.openobserve.lambda.extension.buffer;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Encoded records in order of arrival: JSON objects separated by commas, without the brackets of
/// the surrounding array; or a single payload of another kind. Never changes once created: callers
/// must not write to [#bytes].
public final class Batch {
  /// Bytes of memory that a batch takes besides the contents of its arrays: the object, the arrays'
  /// headers, its place in a queue.
  static final int OVERHEAD = 128;

  private static final long NEVER = Long.MAX_VALUE;

  private final Destination destination;
  private final byte[] bytes;
  private final int[] ends;
  private final int records;
  private final long sequence;
  private final boolean quiet;
  private final int hangUps;
  private final long suspectSince;

  /// @param ends where each record ends in `bytes`; the next one begins a comma later
  /// @param sequence number of the first record among all received
  /// @param quiet whether all records are log lines of extensions
  Batch(
      Destination destination,
      byte[] bytes,
      int[] ends,
      int records,
      long sequence,
      boolean quiet) {
    this(destination, bytes, ends, records, sequence, quiet, 0, NEVER);
  }

  private Batch(
      Destination destination,
      byte[] bytes,
      int[] ends,
      int records,
      long sequence,
      boolean quiet,
      int hangUps,
      long suspectSince) {
    this.destination = destination;
    this.bytes = bytes;
    this.ends = ends;
    this.records = records;
    this.sequence = sequence;
    this.quiet = quiet;
    this.hangUps = hangUps;
    this.suspectSince = suspectSince;
  }

  public Destination destination() {
    return destination;
  }

  public byte[] bytes() {
    return bytes;
  }

  /// Where the first record begins in [#bytes].
  public int offset() {
    return 0;
  }

  /// Bytes from the first record to the end of the last.
  public int length() {
    return ends[records - 1];
  }

  public int records() {
    return records;
  }

  /// The same records, each with a `_timestamp` that OpenObserve accepts now. Call it before every
  /// attempt, since time passes between attempts. Another request may be sending this batch at the
  /// same time, so if a timestamp has become too old, the result is a copy.
  public Batch storableAt(Instant now) {
    long nowMicros = RecordTimestamps.micros(now);
    byte @Nullable [] copy = null;
    for (int i = 0; i < records; i++) {
      int start = i == 0 ? 0 : ends[i - 1] + 1;
      if (RecordTimestamps.isRefused(bytes, start, nowMicros)) {
        copy = copy == null ? bytes.clone() : copy;
        RecordTimestamps.write(copy, start, nowMicros);
      }
    }
    return copy == null
        ? this
        : new Batch(destination, copy, ends, records, sequence, quiet, hangUps, suspectSince);
  }

  /// Whether its delivery must not be logged: it holds only log lines of extensions, ours among
  /// them, and each line about them would come back as another one, endlessly.
  public boolean quiet() {
    return quiet;
  }

  /// Whether it has at least two records and its destination allows splitting.
  public boolean splittable() {
    return records > 1 && destination.array();
  }

  /// Number of its first record among all received. Unique among the batches of a buffer.
  public long sequence() {
    return sequence;
  }

  /// How often the server hung up without an answer on this batch or on the one it was split from.
  public int hangUps() {
    return hangUps;
  }

  /// Whether another batch was accepted since this one was first suspected of causing its own
  /// failure; false if it was never suspected.
  ///
  /// @param successes number of batches accepted so far
  public boolean othersPassed(long successes) {
    return suspectSince < successes;
  }

  /// The same records, suspected from now on.
  public Batch suspected(long successes) {
    return suspectSince == NEVER ? marked(hangUps, successes) : this;
  }

  /// The same records, suspected, with one more hang-up counted.
  public Batch hungUpOn(long successes) {
    return marked(hangUps + 1, Math.min(suspectSince, successes));
  }

  private Batch marked(int newHangUps, long newSuspectSince) {
    return new Batch(
        destination, bytes, ends, records, sequence, quiet, newHangUps, newSuspectSince);
  }

  /// Bytes of memory that it holds.
  public long held() {
    return OVERHEAD + bytes.length + (long) Integer.BYTES * ends.length;
  }

  Batch firstHalf() {
    return part(0, records >>> 1);
  }

  Batch secondHalf() {
    return part(records >>> 1, records);
  }

  /// A copy, so that neither half keeps the other's memory.
  private Batch part(int first, int last) {
    int start = first == 0 ? 0 : ends[first - 1] + 1;
    int[] partEnds = new int[last - first];
    for (int i = first; i < last; i++) {
      partEnds[i - first] = ends[i] - start;
    }
    byte[] part = Arrays.copyOfRange(bytes, start, ends[last - 1]);
    return new Batch(
        destination, part, partEnds, last - first, sequence + first, quiet, hangUps, suspectSince);
  }
}
