package ai.openobserve.lambda.extension.intake;

import ai.openobserve.lambda.extension.json.JsonScanner;
import ai.openobserve.lambda.extension.json.Unescaped;
import ai.openobserve.lambda.extension.record.EventRanges;
import ai.openobserve.lambda.extension.record.RecordBytes;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Replaces a pattern's matches in a record with `[REDACTED]`.
///
/// Text is matched as printed. In an object, each text and each number is matched by itself and
/// then as `name=value`, so that a pattern for text such as `password=\S+` also finds the member;
/// only the value is replaced, and a number becomes text. Not thread-safe.
final class Redaction {
  private static final byte[] REDACTED = "[REDACTED]".getBytes(StandardCharsets.US_ASCII);

  private final Pattern pattern;
  private final RecordBytes out = new RecordBytes();
  private final Unescaped plain = new Unescaped();
  private final Unescaped name = new Unescaped();
  private int copied;
  private boolean changed;

  Redaction(Pattern pattern) {
    this.pattern = pattern;
  }

  /// Redacts the record of the event at this position.
  ///
  /// @return whether anything was replaced; if so, the changed event is at the start of [#bytes]
  boolean redact(JsonScanner json, int eventStart, int eventEnd, EventRanges.Range record) {
    out.clear();
    copied = eventStart;
    changed = false;
    value(json, record.start, record.end, 0, 0);
    if (changed) {
      out.append(json.bytes, copied, eventEnd);
    }
    return changed;
  }

  byte[] bytes() {
    return out.bytes();
  }

  int length() {
    return out.length();
  }

  /// Walks over the tokens of a value; strings followed by a colon are names.
  private void value(JsonScanner json, int start, int end, int outerNameStart, int outerNameEnd) {
    int nameStart = outerNameStart;
    int nameEnd = outerNameEnd;
    int at = start;
    while (at < end) {
      byte b = json.bytes[at];
      if (b == '"') {
        int after = json.string(at);
        if (json.has(json.space(after), ':') && json.space(after) < end) {
          nameStart = at;
          nameEnd = after;
        } else {
          scalar(json, at, after, nameStart, nameEnd);
        }
        at = after;
      } else if (b == '-' || (b >= '0' && b <= '9')) {
        int after = json.value(at);
        scalar(json, at, after, nameStart, nameEnd);
        at = after;
      } else {
        at++;
      }
    }
  }

  private void scalar(JsonScanner json, int start, int end, int nameStart, int nameEnd) {
    boolean text = json.has(start, '"');
    if (!plain.read(json.bytes, text ? start + 1 : start, text ? end - 1 : end)) {
      return;
    }
    byte[] value = Arrays.copyOf(plain.bytes(), plain.length());
    if (replace(json, start, end, value, 0) || nameEnd == nameStart) {
      return;
    }
    if (name.read(json.bytes, nameStart + 1, nameEnd - 1)) {
      int before = name.length() + 1;
      byte[] named = Arrays.copyOf(name.bytes(), before + value.length);
      named[before - 1] = '=';
      System.arraycopy(value, 0, named, before, value.length);
      replace(json, start, end, named, before);
    }
  }

  /// Writes the text from `from` on with every match replaced, if there is one that reaches into
  /// it.
  private boolean replace(JsonScanner json, int start, int end, byte[] text, int from) {
    Matcher matcher = pattern.matcher(text);
    int position = from;
    boolean found = false;
    while (matcher.find()) {
      if (matcher.end() > from && matcher.end() > matcher.start()) {
        if (!found) {
          out.append(json.bytes, copied, start);
          out.append('"');
          found = true;
        }
        out.appendEscaped(text, position, Math.max(from, matcher.start()));
        out.append(REDACTED);
        position = matcher.end();
      }
    }
    if (found) {
      out.appendEscaped(text, position, text.length);
      out.append('"');
      copied = end;
      changed = true;
    }
    return found;
  }
}
