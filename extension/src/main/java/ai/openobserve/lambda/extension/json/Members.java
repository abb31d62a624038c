package ai.openobserve.lambda.extension.json;

import java.util.Arrays;

/// The members of one JSON object, one after another, as byte ranges. [#next] finds a name and
/// where its value begins; [#skip] or [#endAt] must follow to find where it ends. Not thread-safe;
/// may be reused for any number of JSON objects, one at a time.
public final class Members {
  private final JsonScanner json;
  private final Unescaped plain = new Unescaped();
  private int at;
  private boolean first;
  private boolean escaped;
  public int nameStart;
  public int nameEnd;
  public int valueStart;
  public int valueEnd;

  public Members(JsonScanner json) {
    this.json = json;
  }

  /// Starts with the object whose opening brace is at this position.
  public void of(int from) {
    at = from + 1;
    first = true;
  }

  /// Moves to the next member; false after the last one, or if what follows is not JSON.
  public boolean next() {
    if (at == JsonScanner.NONE) {
      return false;
    }
    at = json.space(at);
    if (json.has(at, '}')) {
      at++;
      return false;
    }
    if (!first) {
      if (!json.has(at, ',')) {
        at = json.fail(at);
        return false;
      }
      at = json.space(at + 1);
    }
    first = false;
    return readName();
  }

  private boolean readName() {
    nameStart = at;
    nameEnd = json.has(at, '"') ? json.string(at) : json.fail(at);
    escaped = json.escaped();
    valueStart = nameEnd == JsonScanner.NONE ? JsonScanner.NONE : json.colon(nameEnd);
    if (valueStart == JsonScanner.NONE) {
      at = JsonScanner.NONE;
      return false;
    }
    return true;
  }

  /// Skips the value; false if it is not JSON, after which there is no next member.
  public boolean skip() {
    return endAt(json.value(valueStart));
  }

  /// Sets where the value ends; [JsonScanner#NONE] if it is not JSON.
  public boolean endAt(int end) {
    valueEnd = end;
    at = end;
    return end != JsonScanner.NONE;
  }

  /// Once [#next] has returned false: the position after the object, or [JsonScanner#NONE] if it
  /// was not JSON.
  public int end() {
    return at;
  }

  /// Whether the current member has this name, given in quotes; in the JSON it may contain escapes.
  public boolean isNamed(byte[] quoted) {
    if (!escaped) {
      return json.matches(nameStart, nameEnd, quoted);
    }
    return plain.read(json.bytes, nameStart + 1, nameEnd - 1)
        && Arrays.equals(plain.bytes(), 0, plain.length(), quoted, 1, quoted.length - 1);
  }

  /// Whether the current value begins with this character.
  public boolean valueIs(char start) {
    return json.has(valueStart, start);
  }
}
