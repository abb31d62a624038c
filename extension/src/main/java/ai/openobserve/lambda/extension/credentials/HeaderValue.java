package ai.openobserve.lambda.extension.credentials;

import ai.openobserve.lambda.extension.config.Authorization;
import ai.openobserve.lambda.extension.json.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// From what a secret holds to a header. The whole header and `user:password` are both taken; no
/// message shows any of the value.
final class HeaderValue {
  private HeaderValue() {}

  /// @param key of the JSON object that the value is; empty where it is the credential itself
  /// @param variable for advice
  static Reading of(String value, String key, String variable) {
    if (key.isEmpty()) {
      return value.strip().startsWith("{")
          ? new Reading.Failure(
              "its value is a JSON object. Name the key of the credential: " + variable + "=…#key")
          : header(value.strip());
    }
    return member(JsonFields.of(value), key, variable);
  }

  /// The first member of that name counts, and nothing that follows it.
  private static Reading member(JsonFields fields, String key, String variable) {
    while (fields.next()) {
      if (fields.name().equals(key)) {
        return fields.isText() ? header(fields.text().strip()) : noText(key);
      }
    }
    return fields.isWhole()
        ? noText(key)
        : new Reading.Failure(
            "its value is not a JSON object, so it has no key '"
                + key
                + "'. Remove '#"
                + key
                + "' from "
                + variable
                + ", or store a JSON object");
  }

  private static Reading noText(String key) {
    return new Reading.Failure("its JSON value has no text under the key '" + key + "'");
  }

  private static Reading header(String text) {
    if (isHeader(text)) {
      return isPrintableAscii(text)
          ? new Reading.Value(new Authorization(text))
          : new Reading.Failure(
              "its value has a character that no HTTP header may carry: expected printable"
                  + " ASCII");
    }
    if (text.indexOf(':') > 0) {
      byte[] login = text.getBytes(StandardCharsets.UTF_8);
      return new Reading.Value(
          new Authorization("Basic " + Base64.getEncoder().encodeToString(login)));
    }
    return new Reading.Failure(
        "its value is neither a whole Authorization header ('Basic …') nor user:password");
  }

  /// A scheme, a space, and something after it. User names of OpenObserve are addresses, which are
  /// no schemes.
  private static boolean isHeader(String text) {
    int space = text.indexOf(' ');
    for (int i = 0; i < space; i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && c != '-' && c != '_') {
        return false;
      }
    }
    return space > 0;
  }

  private static boolean isPrintableAscii(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
