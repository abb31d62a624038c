package ai.openobserve.lambda.sandbox.sink.search;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// The time range of a search, in microseconds since the epoch; the end is exclusive.
public record TimeRange(long startMicros, long endMicros) {
  /// The width of the bars that `histogram(_timestamp)` uses in this range.
  ///
  /// Limitation: OpenObserve has a few more steps for ranges beyond a day.
  Duration bar() {
    var range = Duration.of(endMicros - startMicros, ChronoUnit.MICROS);
    if (range.compareTo(Duration.ofDays(60)) >= 0) {
      return Duration.ofDays(1);
    }
    if (range.compareTo(Duration.ofDays(7)) >= 0) {
      return Duration.ofHours(1);
    }
    if (range.compareTo(Duration.ofDays(1)) >= 0) {
      return Duration.ofMinutes(30);
    }
    if (range.compareTo(Duration.ofHours(6)) >= 0) {
      return Duration.ofMinutes(5);
    }
    if (range.compareTo(Duration.ofHours(2)) >= 0) {
      return Duration.ofMinutes(1);
    }
    if (range.compareTo(Duration.ofHours(1)) >= 0) {
      return Duration.ofSeconds(30);
    }
    return Duration.ofSeconds(range.compareTo(Duration.ofMinutes(30)) >= 0 ? 15 : 10);
  }

  boolean contains(FlatRecord record) {
    return record.timestamp() >= startMicros && record.timestamp() < endMicros;
  }
}
