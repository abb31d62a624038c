package ai.openobserve.lambda.extension.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Finds where JSON values end in an array of bytes, and verifies that they are JSON: [RFC
/// 8259](https://www.rfc-editor.org/rfc/rfc8259) to the letter, in valid UTF-8.
///
/// Methods that read take the position of the first byte and return the position after the last
/// one, or [#NONE] if they do not find valid JSON; [#failedAt] then says where that was noticed.
/// There are no tokens, no strings and no recursion: only the input limits how deep a value may be
/// nested. Escaped lone surrogates pass, as in RFC 8259. Not thread-safe.
public final class JsonScanner {
  public static final int NONE = -1;

  private static final int FIRST_LEVELS = 64;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
  private static final long TOP_BITS = 0x8080_8080_8080_8080L;

  public final byte[] bytes;
  public final int end;
  private int failedAt;
  private boolean escaped;
  private int members;

  /// The structures around the current value, one bit per level: set for an object.
  private long[] levels = new long[FIRST_LEVELS / Long.SIZE];

  private int depth;

  /// A scanner of the first `length` bytes.
  public JsonScanner(byte[] bytes, int length) {
    this.bytes = bytes;
    this.end = length;
  }

  /// Where the last value that was not JSON stopped being JSON.
  public int failedAt() {
    return failedAt;
  }

  /// Whether the last string contained an escape.
  boolean escaped() {
    return escaped;
  }

  /// Number of members in all objects read so far.
  public int members() {
    return members;
  }

  int fail(int at) {
    failedAt = at;
    return NONE;
  }

  /// The first position from `at` on that is not white space, or [#end].
  public int space(int at) {
    int next = at;
    while (next < end && isSpace(bytes[next])) {
      next++;
    }
    return next;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /// Whether this character is at the position.
  public boolean has(int at, char expected) {
    return at < end && bytes[at] == expected;
  }

  /// Whether the bytes from `start` (inclusive) to `stop` (exclusive) are exactly these.
  public boolean matches(int start, int stop, byte[] expected) {
    return stop - start == expected.length && startsWith(start, stop, expected);
  }

  public boolean startsWith(int start, int stop, byte[] expected) {
    return stop - start >= expected.length
        && Arrays.equals(bytes, start, start + expected.length, expected, 0, expected.length);
  }

  /// The end of the value at this position, whatever its type.
  public int value(int from) {
    if (from >= end) {
      return fail(end);
    }
    return switch (bytes[from]) {
      case '"' -> string(from);
      case '{', '[' -> structure(from);
      default -> scalar(from);
    };
  }

  /// The position after the name, its colon and the white space around that: where the value
  /// begins.
  int name(int from) {
    if (!has(from, '"')) {
      return fail(from);
    }
    int after = string(from);
    return after == NONE ? NONE : colon(after);
  }

  int colon(int from) {
    members++;
    int at = space(from);
    return has(at, ':') ? space(at + 1) : fail(at);
  }

  private int structure(int from) {
    depth = 0;
    int at = from;
    while (at != NONE) {
      at = opened(at);
      at = at == NONE ? NONE : closed(at);
      if (depth == 0) {
        return at;
      }
    }
    return NONE;
  }

  /// From the first byte of a value to its end if it is a scalar or empty; else to the end of the
  /// first such value in it.
  private int opened(int from) {
    int at = from;
    while (at < end) {
      byte b = bytes[at];
      if (b == '"') {
        return string(at);
      }
      if (b != '{' && b != '[') {
        return scalar(at);
      }
      push(b == '{');
      at = space(at + 1);
      if (has(at, b == '{' ? '}' : ']')) {
        depth--;
        return at + 1;
      }
      if (b == '{') {
        at = name(at);
        if (at == NONE) {
          return NONE;
        }
      }
    }
    return fail(end);
  }

  /// From the end of a value, past the structures that end with it, to the first byte of the next
  /// one; or, with no level left, to the end of the whole.
  private int closed(int from) {
    int at = from;
    while (depth > 0) {
      at = space(at);
      boolean object = inObject();
      if (has(at, ',')) {
        at = space(at + 1);
        return object ? name(at) : at;
      }
      if (!has(at, object ? '}' : ']')) {
        return fail(at);
      }
      depth--;
      at++;
    }
    return at;
  }

  /// The end of the structure at this position, judged by its brackets outside strings alone: for
  /// input that is known not to be JSON.
  public int brackets(int from) {
    depth = 0;
    int at = from;
    do {
      if (at >= end) {
        return NONE;
      }
      byte b = bytes[at];
      switch (b) {
        case '"' -> at = quote(at);
        case '{', '[' -> push(b == '{');
        case '}', ']' -> {
          if (inObject() != (b == '}')) {
            return NONE;
          }
          depth--;
        }
        default -> {
          // Anything but a bracket is ignored.
        }
      }
      at++;
    } while (depth > 0);
    return at;
  }

  /// The next quote that is not escaped, or the end.
  private int quote(int from) {
    int at = from + 1;
    while (at < end && bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    return at;
  }

  private void push(boolean object) {
    int word = depth >>> 6;
    if (word == levels.length) {
      levels = Arrays.copyOf(levels, word * 2);
    }
    long bit = 1L << depth;
    levels[word] = object ? levels[word] | bit : levels[word] & ~bit;
    depth++;
  }

  private boolean inObject() {
    return (levels[(depth - 1) >>> 6] & (1L << (depth - 1))) != 0;
  }

  /// The end of the string whose opening quote is at this position.
  public int string(int from) {
    escaped = false;
    int at = plain(from + 1);
    while (at < end) {
      byte b = bytes[at];
      if (b == '"') {
        return at + 1;
      }
      int next = b == '\\' ? escape(at) : b < 0 ? character(at) : fail(at);
      if (next == NONE) {
        return NONE;
      }
      at = plain(next);
    }
    return fail(end);
  }

  /// The first position from here on with a byte that is not a plain ASCII character of a string.
  /// Nearly all of a log goes through this loop: eight bytes a step, and no call in it, so that
  /// array and end stay in registers.
  private int plain(int from) {
    byte[] in = bytes;
    int stop = end;
    int at = from;
    while (at <= stop - Long.BYTES) {
      long special = special((long) EIGHT_BYTES.get(in, at));
      if (special != 0) {
        return at + (Long.numberOfTrailingZeros(special) >>> 3);
      }
      at += Long.BYTES;
    }
    while (at < stop && in[at] >= ' ' && in[at] != '"' && in[at] != '\\') {
      at++;
    }
    return at;
  }

  /// Of eight bytes, the first one lowest: the top bit is set in the first byte that is not a plain
  /// ASCII character, and in none before it. A subtraction that borrows sets bits after that byte
  /// only.
  private static long special(long eight) {
    long quotes = eight ^ EACH_BYTE * '"';
    long backslashes = eight ^ EACH_BYTE * '\\';
    long small = (eight - EACH_BYTE * ' ') & ~eight;
    return (eight
            | small
            | ((quotes - EACH_BYTE) & ~quotes)
            | ((backslashes - EACH_BYTE) & ~backslashes))
        & TOP_BITS;
  }

  private int escape(int from) {
    escaped = true;
    if (from + 1 >= end) {
      return fail(end);
    }
    return switch (bytes[from + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> from + 2;
      case 'u' -> hexadecimal(from + 2);
      default -> fail(from);
    };
  }

  private int hexadecimal(int from) {
    for (int at = from; at < from + 4; at++) {
      if (at >= end || Character.digit(bytes[at], 16) < 0) {
        return fail(at);
      }
    }
    return from + 4;
  }

  /// The end of the multi-byte character at this position, which must be valid
  /// [UTF-8](https://www.rfc-editor.org/rfc/rfc3629#section-4): no longer than needed, no
  /// surrogates, nothing beyond U+10FFFF.
  private int character(int from) {
    int first = bytes[from] & 0xff;
    int second = continuation(from + 1);
    if (first >= 0xc2 && first <= 0xdf) {
      return second >= 0 ? from + 2 : fail(from);
    }
    if (first >= 0xe0 && first <= 0xef) {
      boolean valid =
          second >= (first == 0xe0 ? 0xa0 : 0x80)
              && second <= (first == 0xed ? 0x9f : 0xbf)
              && continuation(from + 2) >= 0;
      return valid ? from + 3 : fail(from);
    }
    boolean valid =
        first >= 0xf0
            && first <= 0xf4
            && second >= (first == 0xf0 ? 0x90 : 0x80)
            && second <= (first == 0xf4 ? 0x8f : 0xbf)
            && continuation(from + 2) >= 0
            && continuation(from + 3) >= 0;
    return valid ? from + 4 : fail(from);
  }

  private int continuation(int at) {
    return at < end && (bytes[at] & 0xc0) == 0x80 ? bytes[at] & 0xff : NONE;
  }

  private int scalar(int from) {
    return switch (bytes[from]) {
      case 't' -> word(from, "true");
      case 'f' -> word(from, "false");
      case 'n' -> word(from, "null");
      default -> number(from);
    };
  }

  private int word(int from, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!has(from + i, word.charAt(i))) {
        return fail(from + i);
      }
    }
    return from + word.length();
  }

  private int number(int from) {
    int at = has(from, '-') ? from + 1 : from;
    at = has(at, '0') ? at + 1 : digits(at);
    if (at != NONE && has(at, '.')) {
      at = digits(at + 1);
    }
    if (at != NONE && (has(at, 'e') || has(at, 'E'))) {
      at++;
      at = digits(has(at, '+') || has(at, '-') ? at + 1 : at);
    }
    return at;
  }

  private int digits(int from) {
    int at = from;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at == from ? fail(from) : at;
  }
}
