package ai.openobserve.lambda.extension.intake;

import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.buffer.Reporting;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/// Encoded records below the minimum level, kept until their invocation ends and sent if it fails.
/// Bounded: the oldest are discarded first, and count as excluded. Used by one thread at a time.
final class KeptRecords {
  private static final int MOST_BYTES = 1 << 20;

  /// Bytes of memory that a kept record takes besides its contents.
  private static final int OVERHEAD = 64;

  private final LogBuffer buffer;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private int bytes;

  private static final class Kept {
    /// The request id in quotes, empty before the first invocation.
    final byte[] invocation;

    final byte[] encoded;

    Kept(byte[] invocation, byte[] encoded) {
      this.invocation = invocation;
      this.encoded = encoded;
    }

    int size() {
      return OVERHEAD + invocation.length + encoded.length;
    }
  }

  KeptRecords(LogBuffer buffer) {
    this.buffer = buffer;
  }

  void keep(byte[] invocation, byte[] source, int length) {
    Kept record = new Kept(invocation, Arrays.copyOf(source, length));
    kept.addLast(record);
    bytes += record.size();
    while (bytes > MOST_BYTES) {
      bytes -= kept.removeFirst().size();
      buffer.exclude(1);
    }
  }

  /// Ends an invocation: its records go into the buffer if it failed, and otherwise count as
  /// excluded.
  void ended(byte[] invocation, boolean failed) {
    int excluded = 0;
    for (Iterator<Kept> all = kept.iterator(); all.hasNext(); ) {
      Kept one = all.next();
      if (!Arrays.equals(one.invocation, invocation)) {
        continue;
      }
      all.remove();
      bytes -= one.size();
      if (failed) {
        buffer.append(one.encoded, 0, one.encoded.length, Reporting.LOGGED);
      } else {
        excluded++;
      }
    }
    buffer.exclude(excluded);
  }

  /// Excludes what is left: nothing more will arrive, and none of its invocations is known to have
  /// failed.
  void close() {
    buffer.exclude(kept.size());
    kept.clear();
    bytes = 0;
  }
}
