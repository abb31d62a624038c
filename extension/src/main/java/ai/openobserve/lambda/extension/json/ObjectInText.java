package ai.openobserve.lambda.extension.json;

import org.jspecify.annotations.Nullable;

/// Finds out whether a line of text is one whole JSON object. Not thread-safe; the result is valid
/// until the next call.
public final class ObjectInText {
  private final Unescaped plain = new Unescaped();

  /// The text as JSON of its own, with the object at position 0, or null if it is not one.
  ///
  /// @param start where the JSON string starts, including its quote
  public @Nullable JsonScanner find(JsonScanner json, int start, int end) {
    if (!isLikeAnObject(json.bytes, start + 1, end - 1)
        || !plain.read(json.bytes, start + 1, end - 1)) {
      return null;
    }
    JsonScanner inner = new JsonScanner(plain.bytes(), plain.length());
    int innerEnd = inner.value(0);
    return innerEnd != JsonScanner.NONE && inner.space(innerEnd) == inner.end ? inner : null;
  }

  /// A quick check, so that few lines are read twice: a brace at both ends, ignoring final spaces
  /// and newlines.
  private static boolean isLikeAnObject(byte[] bytes, int start, int end) {
    int last = end - 1;
    while (last > start && (bytes[last] == ' ' || isNewline(bytes, last))) {
      last -= bytes[last] == ' ' ? 1 : 2;
    }
    return last > start && bytes[start] == '{' && bytes[last] == '}';
  }

  private static boolean isNewline(byte[] bytes, int at) {
    return (bytes[at] == 'n' || bytes[at] == 'r') && bytes[at - 1] == '\\';
  }
}
