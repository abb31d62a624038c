package ai.openobserve.lambda.extension.health;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Parses a `Date` header, such as `Tue, 24 Nov 2026 08:49:37 GMT`, by hand: a formatter would be
/// larger than the whole check.
final class HttpDate {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int LENGTH = 29;

  private HttpDate() {}

  /// Null if the header is not such a date.
  static @Nullable Instant parse(String header) {
    if (header.length() != LENGTH || !header.endsWith(" GMT")) {
      return null;
    }
    try {
      int month = MONTHS.indexOf(header.substring(8, 11));
      LocalDate day = LocalDate.of(number(header, 12, 16), month / 3 + 1, number(header, 5, 7));
      long second =
          number(header, 17, 19) * 3600L + number(header, 20, 22) * 60L + number(header, 23, 25);
      return month < 0 || month % 3 != 0
          ? null
          : Instant.ofEpochSecond(day.toEpochDay() * 86_400 + second);
    } catch (NumberFormatException | DateTimeException e) {
      return null;
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text.substring(from, to));
  }
}
