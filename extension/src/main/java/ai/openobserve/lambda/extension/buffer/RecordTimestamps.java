package ai.openobserve.lambda.extension.buffer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// The timestamps that OpenObserve accepts, and how to put one into an encoded record.
///
/// It [refuses](https://openobserve.ai/docs/environment-variables/) records older than five hours
/// or more than a day ahead. A record may wait longer than that in a frozen environment, or come
/// from a snapshot that is days old. Its `_timestamp` is then set to the time of sending; its
/// `time` is unchanged. Every record begins with [#START] and 16 digits, so this is done in place.
public final class RecordTimestamps {
  /// How every encoded record begins; 16 digits follow, microseconds since the epoch.
  private static final byte[] START = "{\"_timestamp\":".getBytes(StandardCharsets.US_ASCII);

  private static final int DIGITS = 16;

  /// Five hours and one day, each less ten minutes for clock skew and slow requests.
  private static final long OLDEST_MICROS = (5 * 60 - 10) * 60_000_000L;

  private static final long NEWEST_MICROS = (24 * 60 - 10) * 60_000_000L;

  private RecordTimestamps() {}

  /// The start of an encoded record. Callers must not change the array.
  public static byte[] start() {
    return START;
  }

  public static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1000;
  }

  /// Whether OpenObserve accepts a record with this timestamp now.
  public static boolean isStorable(long micros, long nowMicros) {
    return micros > nowMicros - OLDEST_MICROS && micros < nowMicros + NEWEST_MICROS;
  }

  /// Whether the record that begins at this position has a timestamp that OpenObserve refuses now.
  /// False for a payload that is not a record.
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
