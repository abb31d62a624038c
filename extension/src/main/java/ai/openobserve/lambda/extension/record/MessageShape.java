package ai.openobserve.lambda.extension.record;

import ai.openobserve.lambda.extension.json.JsonScanner;
import ai.openobserve.lambda.extension.json.Members;
import ai.openobserve.lambda.extension.json.ObjectInText;
import java.nio.charset.StandardCharsets;

/// Writes a record with fields that OpenObserve's own search and user interface know: text as
/// `message`, with the `level` that its runtime wrote into it; the members of a JSON object under
/// their own names. Text that is one whole JSON object counts as an object.
///
/// A member that would be stored under one of our own names, or one that OpenObserve reserves, gets
/// the prefix `record_`. Our own names with that prefix are reserved too, so that the two never
/// collide. Not thread-safe.
final class MessageShape {
  /// OpenObserve stores nothing of a record with more than a thousand columns.
  private static final int MOST_MEMBERS = 900;

  private static final byte[] MESSAGE = ascii(",\"message\":");
  private static final byte[] LEVEL = ascii(",\"level\":\"");
  private static final byte[] PREFIX = ascii("record_");
  private static final byte[] REQUEST_ID = ascii("\"requestId\"");

  private final byte[][] ours;
  private final RecordBytes out;
  private final StoredName stored = new StoredName();
  private final TextNames textNames = new TextNames();
  private final LevelInText level = new LevelInText();
  private final ObjectInText object = new ObjectInText();

  /// @param ours the names that we write, as OpenObserve stores them
  MessageShape(RecordBytes out, byte[][] ours) {
    this.out = out;
    this.ours = ours;
  }

  /// Writes members, each preceded by a comma.
  ///
  /// @param levels whether the text comes from a runtime, whose format may state a level
  /// @return whether the record's own request id is among them
  boolean write(JsonScanner json, EventRanges event, boolean levels) {
    int start = event.record.start;
    int end = event.record.end;
    if (json.has(start, '"')) {
      return text(json, start, end, levels);
    }
    if (json.has(start, '{') && event.membersInRecord() <= MOST_MEMBERS) {
      members(json, start, false);
    } else {
      out.append(MESSAGE);
      out.appendAsText(json.bytes, start, end);
    }
    return false;
  }

  private boolean text(JsonScanner json, int start, int end, boolean levels) {
    JsonScanner inner = object.find(json, start, end);
    if (inner != null && inner.members() <= MOST_MEMBERS) {
      return members(inner, 0, true);
    }
    out.append(MESSAGE);
    out.append(json.bytes, start, end);
    if (levels && level.find(json.bytes, start + 1, end - 1)) {
      out.append(LEVEL);
      out.append(json.bytes, level.levelStart(), level.levelEnd());
      out.append('"');
    }
    return false;
  }

  /// @param ofText whether the object was found in text, whose request id is not known yet
  private boolean members(JsonScanner json, int from, boolean ofText) {
    boolean requestId = false;
    Members members = new Members(json);
    members.of(from);
    while (members.next() && members.skip()) {
      if (members.valueIs('"') && members.isNamed(REQUEST_ID)) {
        // For an object it is already known, and written as for any other record.
        if (ofText && !requestId) {
          requestId = true;
          out.append(',');
          out.append(json.bytes, members.nameStart, members.valueEnd);
        }
      } else {
        member(json, members);
      }
    }
    return requestId;
  }

  private void member(JsonScanner json, Members members) {
    stored.read(json.bytes, members.nameStart, members.nameEnd);
    boolean text = textNames.forbids(stored, json, members.valueStart);
    out.append(',');
    if (stored.isOneOfBehind(PREFIX, ours)) {
      out.append('"');
      out.append(PREFIX);
      out.append(json.bytes, members.nameStart + 1, members.nameEnd);
    } else {
      out.append(json.bytes, members.nameStart, members.nameEnd);
    }
    out.append(':');
    if (text) {
      out.appendAsText(json.bytes, members.valueStart, members.valueEnd);
    } else {
      out.append(json.bytes, members.valueStart, members.valueEnd);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
