package ai.openobserve.lambda.extension.record;

/// Parses the `time` of an event from its bytes, without creating a string.
///
/// Lambda writes RFC 3339; its published examples also have `12:01:23:521Z`, with a colon before
/// the fraction, and any number of fraction digits. A numeric zone is accepted as well.
final class EventTime {
  /// What [#micros] returns if the text is not a time.
  static final long NONE = Long.MIN_VALUE;

  private final byte[] bytes;
  private final int end;
  private int position;

  private EventTime(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /// Microseconds since the epoch of the text from `start` (inclusive) to `end` (exclusive), or
  /// [#NONE].
  static long micros(byte[] bytes, int start, int end) {
    return new EventTime(bytes, start, end).read();
  }

  private long read() {
    int year = digits(4);
    int month = after('-', 2);
    int day = after('-', 2);
    if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31 || !skipOneOf("Tt ")) {
      return NONE;
    }
    int hour = digits(2);
    int minute = after(':', 2);
    int second = after(':', 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
      return NONE;
    }
    long fraction = fractionMicros();
    long zone = zoneSeconds();
    if (fraction < 0 || zone == NONE || position != end) {
      return NONE;
    }
    long seconds = epochDay(year, month, day) * 86_400L + hour * 3600L + minute * 60L + second;
    return (seconds - zone) * 1_000_000L + fraction;
  }

  private long fractionMicros() {
    if (!skipOneOf(".,:")) {
      return 0;
    }
    long micros = 0;
    int count = 0;
    while (position < end && isDigit(bytes[position])) {
      if (count < 6) {
        micros = micros * 10 + bytes[position] - '0';
      }
      count++;
      position++;
    }
    for (int i = count; i < 6; i++) {
      micros *= 10;
    }
    return count == 0 ? -1 : micros;
  }

  private long zoneSeconds() {
    if (position == end || skipOneOf("Zz")) {
      return 0;
    }
    int sign = bytes[position] == '-' ? -1 : 1;
    if (!skipOneOf("+-")) {
      return NONE;
    }
    int hours = digits(2);
    if (position < end && bytes[position] == ':') {
      position++;
    }
    int minutes = digits(2);
    return hours < 0 || hours > 18 || minutes < 0 || minutes > 59
        ? NONE
        : sign * (hours * 3600L + minutes * 60L);
  }

  private int after(char separator, int count) {
    if (position >= end || bytes[position] != separator) {
      return -1;
    }
    position++;
    return digits(count);
  }

  private int digits(int count) {
    if (end - position < count) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < count; i++) {
      byte b = bytes[position++];
      if (!isDigit(b)) {
        return -1;
      }
      value = value * 10 + b - '0';
    }
    return value;
  }

  private boolean skipOneOf(String characters) {
    if (position < end && characters.indexOf((char) bytes[position]) >= 0) {
      position++;
      return true;
    }
    return false;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /// Days since 1970-01-01 in the proleptic Gregorian calendar, counting years from March so that
  /// the leap day comes last.
  private static long epochDay(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }
}
