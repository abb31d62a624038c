package ai.openobserve.lambda.extension.record;

import java.util.Arrays;

/// One record as it is built, in a buffer that the next one reuses. Not thread-safe.
public final class RecordBytes {
  private static final byte[] HEXADECIMAL = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private byte[] bytes = new byte[1024];
  private int length;

  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  public void clear() {
    length = 0;
  }

  public void append(byte[] source) {
    append(source, 0, source.length);
  }

  /// Appends the bytes from `start` (inclusive) to `end` (exclusive).
  public void append(byte[] source, int start, int end) {
    int count = end - start;
    room(count);
    System.arraycopy(source, start, bytes, length, count);
    length += count;
  }

  public void append(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
  }

  public void append(long positive) {
    room(20);
    int digits = 1;
    for (long rest = positive / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = positive;
    for (int i = digits - 1; i >= 0; i--) {
      bytes[length + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  void appendHexadecimal(long value) {
    int shift = Math.max(0, (Long.SIZE - 1 - Long.numberOfLeadingZeros(value)) & ~3);
    for (; shift >= 0; shift -= 4) {
      append((char) HEXADECIMAL[(int) (value >>> shift) & 0xf]);
    }
  }

  /// Appends a valid JSON value as text: as a JSON string that contains it.
  void appendAsText(byte[] json, int start, int end) {
    append('"');
    for (int i = start; i < end; i++) {
      byte b = json[i];
      if (b == '"' || b == '\\') {
        append('\\');
      }
      // The only control characters between tokens are white space.
      append(b >= 0 && b < ' ' ? ' ' : (char) b);
    }
    append('"');
  }

  /// Appends text for use inside a JSON string, escaped as necessary.
  public void appendEscaped(byte[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      byte b = text[i];
      if (b >= 0 && b < ' ') {
        appendControl(b);
      } else {
        if (b == '"' || b == '\\') {
          append('\\');
        }
        append((char) b);
      }
    }
  }

  private void appendControl(byte b) {
    append('\\');
    switch (b) {
      case '\n' -> append('n');
      case '\r' -> append('r');
      case '\t' -> append('t');
      default -> {
        append('u');
        append('0');
        append('0');
        append((char) HEXADECIMAL[b >> 4]);
        append((char) HEXADECIMAL[b & 0xf]);
      }
    }
  }

  private void room(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }
}
