package ai.openobserve.lambda.extension.json;

/// Writes our own text into a JSON string.
public final class JsonText {
  private JsonText() {}

  /// Appends text for use between the quotes of a JSON string: quotes and backslashes are escaped,
  /// control characters become spaces.
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
