package ai.openobserve.lambda.extension.credentials;

import ai.openobserve.lambda.extension.config.Authorization;
import ai.openobserve.lambda.extension.json.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Turns a secret's value into a header. Accepts a whole header or `user:password`; no message
/// shows any part of the value.
final class HeaderValue {
  private HeaderValue() {}

  /// @param key key in the JSON object that is the value; empty if the value itself is the
  ///   credential
  /// @param variable the variable's name, for advice
  static Reading of(String value, String key, String variable) {
    if (key.isEmpty()) {
      return value.strip().startsWith("{")
          ? new Reading.Failure(
              "its value is a JSON object. Name the key of the credential: " + variable + "=…#key")
          : header(value.strip());
    }
    return member(JsonFields.of(value), key, variable);
  }

  /// The first member of that name counts; what follows it is not read.
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

  /// Whether the text is a scheme, a space and something after it. OpenObserve's user names are
  /// e-mail addresses, which cannot be schemes.
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
