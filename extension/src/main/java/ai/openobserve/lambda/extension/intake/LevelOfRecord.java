package ai.openobserve.lambda.extension.intake;

import ai.openobserve.lambda.extension.config.RecordLevel;
import ai.openobserve.lambda.extension.json.JsonScanner;
import ai.openobserve.lambda.extension.json.Members;
import ai.openobserve.lambda.extension.json.ObjectInText;
import ai.openobserve.lambda.extension.record.EventRanges;
import ai.openobserve.lambda.extension.record.LevelInText;
import ai.openobserve.lambda.extension.record.StoredName;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The severity that a record states: in its runtime's format if it is text, in `level` or
/// `severity` if it is an object. Not thread-safe.
final class LevelOfRecord {
  private static final byte[][] NAMES = {StoredName.of("level"), StoredName.of("severity")};
  private static final int LONGEST = 20;

  private final LevelInText text = new LevelInText();
  private final ObjectInText object = new ObjectInText();
  private final StoredName stored = new StoredName();

  /// The record's level, or null if it states none that is known.
  @Nullable RecordLevel of(JsonScanner json, EventRanges.Range record) {
    if (json.has(record.start, '{')) {
      return ofMembers(json, record.start);
    }
    if (!json.has(record.start, '"') || record.isEmpty()) {
      return null;
    }
    if (text.find(json.bytes, record.start + 1, record.end - 1)) {
      return named(json.bytes, text.levelStart(), text.levelEnd());
    }
    JsonScanner inner = object.find(json, record.start, record.end);
    return inner == null ? null : ofMembers(inner, 0);
  }

  private @Nullable RecordLevel ofMembers(JsonScanner json, int from) {
    RecordLevel found = null;
    Members members = new Members(json);
    members.of(from);
    while (found == null && members.next() && members.skip()) {
      stored.read(json.bytes, members.nameStart, members.nameEnd);
      if (stored.isOneOf(NAMES)) {
        found = ofValue(json, members.valueStart, members.valueEnd);
      }
    }
    return found;
  }

  private static @Nullable RecordLevel ofValue(JsonScanner json, int start, int end) {
    if (json.has(start, '"')) {
      return named(json.bytes, start + 1, end - 1);
    }
    // Two digits: the numeric levels of logging libraries.
    boolean number = end - start == 2 && isDigit(json.bytes[start]) && isDigit(json.bytes[end - 1]);
    return number
        ? RecordLevel.numbered((json.bytes[start] - '0') * 10 + json.bytes[end - 1] - '0')
        : null;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static @Nullable RecordLevel named(byte[] bytes, int start, int end) {
    return end - start > LONGEST
        ? null
        : RecordLevel.named(new String(bytes, start, end - start, StandardCharsets.US_ASCII));
  }
}
