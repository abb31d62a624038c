package ai.openobserve.lambda.extension.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Where the parts of one telemetry event lie in the body: byte ranges, quotes included, so that
/// they can be copied as they are. One object serves for all events.
final class EventRanges {
  private static final int USUAL_OTHER_MEMBERS = 4;

  final Range time = new Range();
  final Range type = new Range();
  final Range record = new Range();

  /// The record's own request id: `requestId`, or `AWSRequestId` as some runtimes write it.
  final Range requestId = new Range();

  final Range droppedRecords = new Range();
  Range[] otherMembers = new Range[0];
  int others;

  private final byte[] body;

  EventRanges(byte[] body) {
    this.body = body;
  }

  /// Reads the event whose START_OBJECT is the parser's current token.
  void read(JsonParser parser) {
    clear();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      int start = start(parser);
      JsonToken value = parser.nextToken();
      switch (name) {
        case "time" -> time.read(parser, value);
        case "type" -> type.read(parser, value);
        case "record" -> readRecord(parser, value);
        // What we write ourselves must not stand there twice.
        case "_timestamp",
            "requestId",
            "function_name",
            "function_version",
            "region",
            "memory_size_mb",
            "architecture" ->
            parser.skipChildren();
        default -> readOther(parser, value, start);
      }
    }
  }

  /// Reads an element of the body that is no event: it becomes the record as it is.
  void readBare(JsonParser parser, JsonToken value) {
    clear();
    record.read(parser, value);
  }

  private void clear() {
    time.clear();
    type.clear();
    record.clear();
    requestId.clear();
    droppedRecords.clear();
    others = 0;
  }

  private void readOther(JsonParser parser, JsonToken value, int nameStart) {
    if (others == otherMembers.length) {
      growOtherMembers();
    }
    Range range = otherMembers[others++];
    range.read(parser, value);
    range.start = nameStart;
  }

  private void growOtherMembers() {
    otherMembers = Arrays.copyOf(otherMembers, Math.max(USUAL_OTHER_MEMBERS, others * 2));
    for (int i = others; i < otherMembers.length; i++) {
      otherMembers[i] = new Range();
    }
  }

  private void readRecord(JsonParser parser, JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      record.read(parser, value);
      return;
    }
    int start = start(parser);
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken member = parser.nextToken();
      switch (name) {
        case "requestId" -> readId(parser, member);
        case "AWSRequestId" -> {
          if (requestId.isEmpty()) {
            readId(parser, member);
          } else {
            parser.skipChildren();
          }
        }
        case "droppedRecords" -> droppedRecords.read(parser, member);
        default -> parser.skipChildren();
      }
    }
    record.start = start;
    record.end = end(parser);
  }

  private void readId(JsonParser parser, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      requestId.read(parser, value);
    } else {
      parser.skipChildren();
    }
  }

  boolean typeIs(byte[] quotedName) {
    int length = type.end - type.start;
    if (length != quotedName.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (body[type.start + i] != quotedName[i]) {
        return false;
      }
    }
    return true;
  }

  boolean typeStartsWith(byte[] quotedPrefix) {
    if (type.end - type.start < quotedPrefix.length) {
      return false;
    }
    for (int i = 0; i < quotedPrefix.length; i++) {
      if (body[type.start + i] != quotedPrefix[i]) {
        return false;
      }
    }
    return true;
  }

  /// Whether the request id is this one, given with its quotes.
  boolean requestIdIs(byte[] quotedId) {
    return Arrays.equals(body, requestId.start, requestId.end, quotedId, 0, quotedId.length);
  }

  /// The request id as text, empty where there is none.
  String requestIdText() {
    return requestId.end - requestId.start < 2
        ? ""
        : new String(
            body, requestId.start + 1, requestId.end - requestId.start - 2, StandardCharsets.UTF_8);
  }

  private static int start(JsonParser parser) {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  private static int end(JsonParser parser) {
    return (int) parser.currentLocation().getByteOffset();
  }

  /// From `start`, inclusive, to `end`, exclusive; empty where the event does not have this part.
  static final class Range {
    int start;
    int end;

    boolean isEmpty() {
      return end == start;
    }

    void clear() {
      start = 0;
      end = 0;
    }

    /// The value that is the parser's current token, to its end.
    private void read(JsonParser parser, JsonToken value) {
      int begin = EventRanges.start(parser);
      if (value.isStructStart()) {
        parser.skipChildren();
      } else {
        parser.finishToken();
      }
      start = begin;
      end = EventRanges.end(parser);
    }
  }
}
