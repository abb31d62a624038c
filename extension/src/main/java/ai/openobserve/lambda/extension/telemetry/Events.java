package ai.openobserve.lambda.extension.telemetry;

import ai.openobserve.lambda.extension.json.JsonScanner;
import java.nio.charset.StandardCharsets;

/// Finds the events of one body: the elements of its array. Lambda sends one array; several, or
/// none around the events, are accepted as well.
///
/// Invalid JSON costs only the event that it is in: [#skipBroken] finds the next one. Not
/// thread-safe.
final class Events {
  /// How each of Lambda's events begins.
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

  /// Sets where the current event ends; false if it cannot end there, since something follows
  /// without a separator.
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

  /// Moves past the current event, which is not JSON from this position on: to the end of its
  /// brackets or, if they never end, to the next text that begins like one of Lambda's events.
  void skipBroken(int failedAt) {
    boolean structure = json.has(at, '{') || json.has(at, '[');
    if (structure || !lastIsBroken) {
      // What follows a broken event and is not a structure is the rest of it.
      fail(failedAt);
    }
    lastIsBroken = true;
    at = structure ? nextAfterStructure(failedAt) : nextBrace(at + 1);
  }

  private int nextAfterStructure(int failedAt) {
    int end = JsonScanner.NONE;
    if (balanced && !isMark(failedAt)) {
      end = json.brackets(at);
      // Not searched for again in such a body: each search would read all of it.
      balanced = end != JsonScanner.NONE;
    }
    return end == JsonScanner.NONE ? nextMark(Math.max(failedAt, at + 1)) : end;
  }

  private void fail(int failedAt) {
    if (broken++ == 0) {
      firstFailure = failedAt;
    }
  }

  /// Number of events that were not JSON; a truncated body counts as one.
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
