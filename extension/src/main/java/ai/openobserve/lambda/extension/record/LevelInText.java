package ai.openobserve.lambda.extension.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds the level of a line of text in the runtime's own format, if that has a field for it:
///
///     Node.js  2026-11-23T10:00:00.123Z \t request id \t INFO \t message
///     Python   [INFO] \t 2026-11-23T10:00:00.123Z \t request id \t message
///              [ERROR] ValueError: …, as the runtime writes an uncaught error
///     Java     [INFO] message, by LambdaLogger
///              2026-11-23 10:00:00 request id INFO  Handler - message, by LambdaAppender's layout
///
/// Words in the message itself do not count. Reads the bytes inside a JSON string, in which a tab
/// is written as `\t`. Not thread-safe.
public final class LevelInText {
  private static final byte[][] LEVELS = {
    ascii("TRACE"),
    ascii("DEBUG"),
    ascii("INFO"),
    ascii("WARN"),
    ascii("WARNING"),
    ascii("ERROR"),
    ascii("CRITICAL"),
    ascii("FATAL")
  };

  /// A date, any separator, and a time to the second; `d` stands for a digit.
  private static final String TIME = "dddd-dd-dd?dd:dd:dd";

  private static final int REQUEST_ID_LENGTH = 36;

  private byte[] bytes = new byte[0];
  private int end;
  private int levelStart;
  private int levelEnd;

  /// Searches the text from `start` (inclusive) to `stop` (exclusive); true if it has a level.
  public boolean find(byte[] json, int start, int stop) {
    bytes = json;
    end = stop;
    if (at(start, '[')) {
      int close = level(start + 1);
      return close > 0 && at(close, ']') && (at(close + 1, ' ') || isTab(close + 1));
    }
    int afterTime = time(start);
    if (afterTime < 0) {
      return false;
    }
    return isTab(afterTime) ? inTabs(afterTime + 2) : inLayout(afterTime);
  }

  public int levelStart() {
    return levelStart;
  }

  public int levelEnd() {
    return levelEnd;
  }

  /// Finds the level after the time in a line of Node.js, whose request id is `undefined` before
  /// the first invocation.
  private boolean inTabs(int from) {
    int tab = from;
    while (tab < end && tab - from <= REQUEST_ID_LENGTH && !isTab(tab)) {
      tab++;
    }
    int close = isTab(tab) ? level(tab + 2) : -1;
    return close > 0 && isTab(close);
  }

  private boolean inLayout(int from) {
    int close =
        at(from, ' ') && isRequestId(from + 1) && at(from + 1 + REQUEST_ID_LENGTH, ' ')
            ? level(from + 2 + REQUEST_ID_LENGTH)
            : -1;
    return close > 0 && at(close, ' ');
  }

  private boolean isRequestId(int from) {
    for (int i = 0; i < REQUEST_ID_LENGTH; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (from + i >= end
          || (dash ? bytes[from + i] != '-' : Character.digit(bytes[from + i], 16) < 0)) {
        return false;
      }
    }
    return true;
  }

  /// The end of the time at this position, its fraction and zone included, or -1.
  private int time(int from) {
    for (int i = 0; i < TIME.length(); i++) {
      int at = from + i;
      char expected = TIME.charAt(i);
      if (at >= end
          || (expected == 'd' ? !isDigit(bytes[at]) : expected != '?' && bytes[at] != expected)) {
        return -1;
      }
    }
    int after = from + TIME.length();
    if (at(after, '.') || at(after, ',')) {
      do {
        after++;
      } while (after < end && isDigit(bytes[after]));
    }
    return at(after, 'Z') ? after + 1 : after;
  }

  /// The end of the level at this position, or -1.
  private int level(int from) {
    int after = from;
    while (after < end && bytes[after] >= 'A' && bytes[after] <= 'Z') {
      after++;
    }
    for (byte[] level : LEVELS) {
      if (Arrays.equals(bytes, from, after, level, 0, level.length)) {
        levelStart = from;
        levelEnd = after;
        return after;
      }
    }
    return -1;
  }

  private boolean isTab(int at) {
    return at(at, '\\') && at(at + 1, 't');
  }

  private boolean at(int position, char expected) {
    return position < end && bytes[position] == expected;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
