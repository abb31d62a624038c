package ai.openobserve.lambda.extension.json;

/// The text of a JSON string without its escapes, in UTF-8, in a buffer that is reused for the next
/// one. Not thread-safe.
public final class Unescaped {
  private byte[] bytes = new byte[256];
  private int length;

  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /// Reads the inside of a valid string, from `start` (inclusive) to `end` (exclusive).
  ///
  /// @return false if the text has a lone surrogate, which UTF-8 cannot express
  public boolean read(byte[] source, int start, int end) {
    length = 0;
    if (bytes.length < end - start) {
      // No escape is shorter than what it stands for.
      bytes = new byte[Math.max(bytes.length * 2, end - start)];
    }
    int at = start;
    while (at < end) {
      byte b = source[at];
      if (b != '\\') {
        bytes[length++] = b;
        at++;
      } else if (source[at + 1] != 'u') {
        bytes[length++] = simple(source[at + 1]);
        at += 2;
      } else {
        int character = character(source, at, end);
        if (character < 0) {
          return false;
        }
        append(character);
        at += character > 0xffff ? 12 : 6;
      }
    }
    return true;
  }

  private static byte simple(byte escaped) {
    return switch (escaped) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escaped;
    };
  }

  /// The character of the escape, or of the surrogate pair, at this position; -1 for half a pair.
  private static int character(byte[] source, int at, int end) {
    int unit = unit(source, at);
    if (unit < 0xd800 || unit > 0xdfff) {
      return unit;
    }
    boolean pair =
        unit < 0xdc00 && at + 12 <= end && source[at + 6] == '\\' && source[at + 7] == 'u';
    int low = pair ? unit(source, at + 6) : 0;
    return low >= 0xdc00 && low <= 0xdfff ? 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00) : -1;
  }

  private static int unit(byte[] source, int at) {
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) {
      unit = unit << 4 | Character.digit(source[i], 16);
    }
    return unit;
  }

  private void append(int character) {
    if (character < 0x80) {
      bytes[length++] = (byte) character;
    } else if (character < 0x800) {
      bytes[length++] = (byte) (0xc0 | character >> 6);
      tail(character, 0);
    } else if (character < 0x10000) {
      bytes[length++] = (byte) (0xe0 | character >> 12);
      tail(character, 6);
    } else {
      bytes[length++] = (byte) (0xf0 | character >> 18);
      tail(character, 12);
    }
  }

  private void tail(int character, int highestShift) {
    for (int shift = highestShift; shift >= 0; shift -= 6) {
      bytes[length++] = (byte) (0x80 | (character >> shift & 0x3f));
    }
  }
}
