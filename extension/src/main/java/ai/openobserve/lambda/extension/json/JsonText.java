package ai.openobserve.lambda.extension.json;

/// Text of our own inside a JSON string.
public final class JsonText {
  private JsonText() {}

  /// Appends the text so that it can stand between the quotes of a JSON string: quotes and
  /// backslashes escaped, control characters as blanks.
  public static void append(StringBuilder json, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\');
      }
      json.append(c < ' ' ? ' ' : c);
    }
  }
}
