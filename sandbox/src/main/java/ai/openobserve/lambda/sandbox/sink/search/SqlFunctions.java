package ai.openobserve.lambda.sandbox.sink.search;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The functions of OpenObserve's SQL that the database lacks; it calls them by name.
public final class SqlFunctions {
  private static final DateTimeFormatter BAR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private SqlFunctions() {}

  /// The start of the bar that contains a time.
  ///
  /// @param micros microseconds since the epoch
  /// @param interval such as `10 second`, `1 minute`, `1 hour`, `1 day`
  public static String timeBar(long micros, String interval) {
    var width = duration(interval).toNanos() / 1000;
    var start = Math.floorDiv(micros, width) * width;
    return LocalDateTime.ofInstant(Instant.EPOCH.plus(start, ChronoUnit.MICROS), ZoneOffset.UTC)
        .format(BAR);
  }

  /// Whether a text contains another, ignoring case.
  public static boolean strMatch(@Nullable String text, String part) {
    return text != null && text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  private static Duration duration(String interval) {
    var parts = interval.strip().split(" +", -1);
    var unit = parts.length == 2 ? parts[1].toLowerCase(Locale.ROOT).replaceFirst("s$", "") : "";
    var chrono =
        switch (unit) {
          case "second" -> ChronoUnit.SECONDS;
          case "minute" -> ChronoUnit.MINUTES;
          case "hour" -> ChronoUnit.HOURS;
          case "day" -> ChronoUnit.DAYS;
          default -> throw new IllegalArgumentException("Invalid histogram interval: " + interval);
        };
    return Duration.of(Long.parseLong(parts[0]), chrono);
  }
}
