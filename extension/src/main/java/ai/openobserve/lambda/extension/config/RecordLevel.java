package ai.openobserve.lambda.extension.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Severity of a record, least severe first, as in `O2_MIN_LEVEL` and in what runtimes and
/// libraries write.
public enum RecordLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  FATAL;

  /// The level with this name, in any case, or null if there is none.
  public static @Nullable RecordLevel named(String name) {
    return switch (name.strip().toUpperCase(Locale.ROOT)) {
      case "TRACE", "VERBOSE" -> TRACE;
      case "DEBUG" -> DEBUG;
      case "INFO", "INFORMATION", "NOTICE" -> INFO;
      case "WARN", "WARNING" -> WARN;
      case "ERROR", "SEVERE" -> ERROR;
      case "FATAL", "CRITICAL", "EMERGENCY", "ALERT" -> FATAL;
      default -> null;
    };
  }

  /// The level that pino and bunyan write as this number, or null if there is none.
  public static @Nullable RecordLevel numbered(int number) {
    return switch (number) {
      case 10 -> TRACE;
      case 20 -> DEBUG;
      case 30 -> INFO;
      case 40 -> WARN;
      case 50 -> ERROR;
      case 60 -> FATAL;
      default -> null;
    };
  }
}
