package ai.openobserve.lambda.extension.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The start line and header lines of a message, as received.
public record Head(String startLine, List<String> headerLines) {

  /// The value of the first header with this name, ignoring case, or null.
  public @Nullable String header(String name) {
    for (String line : headerLines) {
      if (line.length() > name.length()
          && line.charAt(name.length()) == ':'
          && line.regionMatches(true, 0, name, 0, name.length())) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return null;
  }

  public boolean headerIs(String name, String value) {
    return value.equalsIgnoreCase(header(name));
  }

  /// The status code of a response, or -1 if the start line has none.
  public int status() {
    int space = startLine.indexOf(' ');
    if (space < 0 || startLine.length() < space + 4) {
      return -1;
    }
    int status = 0;
    for (int i = space + 1; i < space + 4; i++) {
      int digit = startLine.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      status = status * 10 + digit;
    }
    return status;
  }

  /// Whether the sender closes the connection after this message.
  public boolean closes() {
    return headerIs("Connection", "close")
        || (startLine.contains("HTTP/1.0") && !headerIs("Connection", "keep-alive"));
  }
}
