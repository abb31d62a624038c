package ai.openobserve.lambda.extension.record;

import ai.openobserve.lambda.extension.json.Unescaped;
import java.nio.charset.StandardCharsets;

/// A member's name as OpenObserve stores it: in lower case, with an underscore for everything but
/// letters and digits. Two names that are stored alike collide there, and one of them wins. Not
/// thread-safe; the name is valid until the next one is read.
public final class StoredName {
  /// Longer than any name that is compared.
  private static final int MOST = 256;

  private final byte[] name = new byte[MOST];
  private final Unescaped plain = new Unescaped();
  private int start;
  private int end;

  /// Reads a name from JSON, from its opening quote to just after its closing one.
  public void read(byte[] json, int nameStart, int nameEnd) {
    byte[] source = json;
    int from = nameStart + 1;
    int to = nameEnd - 1;
    if (hasEscape(json, from, to)) {
      // OpenObserve does not accept a name with half a surrogate pair.
      from = 0;
      to = plain.read(json, nameStart + 1, nameEnd - 1) ? plain.length() : 0;
      source = plain.bytes();
    }
    start = 0;
    end = 0;
    for (int i = from; i < to && end < MOST; i++) {
      if ((source[i] & 0xc0) != 0x80) {
        name[end++] = stored(source[i]);
      }
    }
  }

  private static boolean hasEscape(byte[] json, int from, int to) {
    for (int i = from; i < to; i++) {
      if (json[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  private static byte stored(byte b) {
    if (b >= 'A' && b <= 'Z') {
      return (byte) (b + ('a' - 'A'));
    }
    return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') ? b : (byte) '_';
  }

  boolean is(byte[] stored) {
    if (end - start != stored.length) {
      return false;
    }
    for (int i = 0; i < stored.length; i++) {
      if (name[start + i] != stored[i]) {
        return false;
      }
    }
    return true;
  }

  public boolean isOneOf(byte[][] stored) {
    for (byte[] one : stored) {
      if (is(one)) {
        return true;
      }
    }
    return false;
  }

  /// Whether it is one of these, possibly after repetitions of the prefix. Changes the name.
  boolean isOneOfBehind(byte[] prefix, byte[][] stored) {
    while (!isOneOf(stored)) {
      if (end - start <= prefix.length || !startsWith(prefix)) {
        return false;
      }
      start += prefix.length;
    }
    return true;
  }

  private boolean startsWith(byte[] prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (name[start + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /// A name in its stored form.
  public static byte[] of(String ascii) {
    byte[] name = ascii.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < name.length; i++) {
      name[i] = stored(name[i]);
    }
    return name;
  }
}
