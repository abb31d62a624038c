package ai.openobserve.lambda.extension.telemetry;

import ai.openobserve.lambda.extension.json.JsonScanner;
import java.nio.charset.StandardCharsets;

/// Where the events of one body begin: the elements of its array. Lambda sends one array; several,
/// or none around the events, are understood as well.
///
/// What is not JSON costs the event that it is in: [#skipBroken] finds the next one. Not
/// thread-safe.
final class Events {
  /// How every event of Lambda begins.
  private static final byte[] MARK = "{\"time\":".getBytes(StandardCharsets.US_ASCII);

  private final JsonScanner json;
  private int at;
  private boolean inArray;
  private boolean balanced = true;
  private boolean lastIsBroken;
  private int broken;
  private int firstFailure = JsonScanner.NONE;

  Events(JsonScanner json) {
    this.json = json;
  }

  /// Moves to the next event; false at the end of the body.
  boolean next() {
    while (at < json.end) {
      at = json.space(at);
      if (json.has(at, '[') && !inArray) {
        inArray = true;
      } else if (json.has(at, ']') && inArray) {
        inArray = false;
      } else if (!json.has(at, ',')) {
        break;
      }
      at++;
    }
    if (at < json.end) {
      return true;
    }
    if (inArray && !lastIsBroken) {
      fail(json.end);
    }
    return false;
  }

  /// Where the current event begins.
  int start() {
    return at;
  }

  /// Says where the current event ends; false where it does not end there: something follows that
  /// nothing separates from it.
  boolean endAt(int end) {
    if (end < json.end && !separates(json.bytes[end])) {
      return false;
    }
    at = end;
    lastIsBroken = false;
    return true;
  }

  private static boolean separates(byte b) {
    return b == ',' || b == ']' || b <= ' ' || b == '{' || b == '[';
  }

  /// Moves behind the current event, which is not JSON from this position on: to where its brackets
  /// end, or, where they do not, to what begins as Lambda's events do.
  void skipBroken(int failedAt) {
    boolean structure = json.has(at, '{') || json.has(at, '[');
    if (structure || !lastIsBroken) {
      // What follows a broken event without being one is the rest of it.
      fail(failedAt);
    }
    lastIsBroken = true;
    at = structure ? nextAfterStructure(failedAt) : nextBrace(at + 1);
  }

  private int nextAfterStructure(int failedAt) {
    int end = JsonScanner.NONE;
    if (balanced && !isMark(failedAt)) {
      end = json.brackets(at);
      // Looked for once more in such a body, it would be looked for in all of it again.
      balanced = end != JsonScanner.NONE;
    }
    return end == JsonScanner.NONE ? nextMark(Math.max(failedAt, at + 1)) : end;
  }

  private void fail(int failedAt) {
    if (broken++ == 0) {
      firstFailure = failedAt;
    }
  }

  /// Events that were not JSON; a body that is cut off counts as one.
  int broken() {
    return broken;
  }

  /// Where the first of them was not JSON.
  int firstFailure() {
    return firstFailure;
  }

  private boolean isMark(int position) {
    return json.startsWith(position, json.end, MARK);
  }

  private int nextMark(int from) {
    int i = from;
    while (i < json.end && !isMark(i)) {
      i++;
    }
    return i;
  }

  private int nextBrace(int from) {
    int i = from;
    while (i < json.end && json.bytes[i] != '{') {
      i++;
    }
    return i;
  }
}
