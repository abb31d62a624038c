package ai.openobserve.lambda.sandbox.internal.http;

import java.util.Map;
import java.util.TreeMap;

/// A response.
///
/// @param cutAfter how many bytes of the body to write before the connection is cut; -1 to write
///   all of it
public record HttpAnswer(int status, Map<String, String> headers, String body, int cutAfter) {

  /// @throws NullPointerException on nulls
  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  /// A JSON answer.
  public static HttpAnswer json(int status, String body) {
    return of(status, "application/json", body);
  }

  /// A plain-text answer.
  public static HttpAnswer text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body);
  }

  /// An answer without a body.
  public static HttpAnswer empty(int status) {
    return new HttpAnswer(status, Map.of(), "", -1);
  }

  /// The same answer with one more header.
  public HttpAnswer header(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new HttpAnswer(status, more, body, cutAfter);
  }

  /// The same answer, cut after this many bytes of its body.
  public HttpAnswer cutAfter(int bytes) {
    return new HttpAnswer(status, headers, body, bytes);
  }

  private static HttpAnswer of(int status, String contentType, String body) {
    return new HttpAnswer(status, Map.of("Content-Type", contentType), body, -1);
  }
}
