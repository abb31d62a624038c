package ai.openobserve.lambda.openobserve.picture;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Values as people read them.
final class Values {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Values() {}

  /// No more digits than help.
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return Long.toString((long) value);
    }
    return String.format(Locale.ROOT, Math.abs(value) < 1 ? "%.3f" : "%.1f", value);
  }

  static String unit(String unit) {
    return switch (unit) {
      case "percent" -> " %";
      case "milliseconds" -> " ms";
      case "seconds" -> " s";
      case "megabytes" -> " MB";
      default -> "";
    };
  }

  static String cell(String column, JsonNode value) {
    if (column.equals("_timestamp") && value.isNumber()) {
      return TIME.format(Instant.EPOCH.plus(value.longValue(), ChronoUnit.MICROS));
    }
    return value.isNumber() ? number(value.doubleValue()) : value.asString("").strip();
  }

  /// Cut to about so many units of width.
  static String cut(String text, double width) {
    var most = Math.max(2, (int) (width / 5.9));
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
