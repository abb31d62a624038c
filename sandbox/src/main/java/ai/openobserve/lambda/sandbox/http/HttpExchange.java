package ai.openobserve.lambda.sandbox.http;

import java.io.InputStream;
import java.util.Map;

/// One request, its body not read yet.
///
/// @param path the path without the query
/// @param headers by lower-case name
/// @param declaredLength the body's length as declared; -1 where it comes in chunks
/// @param connection counts connections
public record HttpExchange(
    String method,
    String path,
    Map<String, String> headers,
    InputStream body,
    long declaredLength,
    int connection) {

  /// A header's value; empty where there is none.
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
  }
}
