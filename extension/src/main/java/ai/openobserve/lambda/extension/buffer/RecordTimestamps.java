package ai.openobserve.lambda.extension.buffer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// Which timestamps OpenObserve stores, and how to give an encoded record one of them.
///
/// It [refuses](https://openobserve.ai/docs/environment-variables/) what is older than five hours
/// or over a day ahead. A record may wait for longer than that in a frozen environment, or come out
/// of a snapshot that is days old. Its `_timestamp` is then the time of sending; its `time` is
/// unchanged. Every record begins with [#START] and 16 digits, so that this is done in place.
public final class RecordTimestamps {
  /// How every encoded record begins; 16 digits follow, microseconds since the epoch.
  private static final byte[] START = "{\"_timestamp\":".getBytes(StandardCharsets.US_ASCII);

  private static final int DIGITS = 16;

  /// Five hours and a day, each less ten minutes: for clocks that differ, and for a request that
  /// takes its time.
  private static final long OLDEST_MICROS = (5 * 60 - 10) * 60_000_000L;

  private static final long NEWEST_MICROS = (24 * 60 - 10) * 60_000_000L;

  private RecordTimestamps() {}

  /// The start of an encoded record. Must not be changed.
  public static byte[] start() {
    return START;
  }

  public static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1000;
  }

  /// Whether OpenObserve stores a record with this timestamp now.
  public static boolean isStorable(long micros, long nowMicros) {
    return micros > nowMicros - OLDEST_MICROS && micros < nowMicros + NEWEST_MICROS;
  }

  /// Whether the record that begins at this position has a timestamp that OpenObserve refuses now.
  /// A payload that is not a record has none.
  static boolean isRefused(byte[] bytes, int start, long nowMicros) {
    int first = start + START.length;
    if (bytes.length < first + DIGITS
        || !Arrays.equals(bytes, start, first, START, 0, START.length)) {
      return false;
    }
    long micros = 0;
    for (int i = first; i < first + DIGITS; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
      micros = micros * 10 + bytes[i] - '0';
    }
    return !isStorable(micros, nowMicros);
  }

  /// Replaces the timestamp of the record that begins at this position.
  static void write(byte[] bytes, int start, long micros) {
    long rest = micros;
    int first = start + START.length;
    for (int i = first + DIGITS - 1; i >= first; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
