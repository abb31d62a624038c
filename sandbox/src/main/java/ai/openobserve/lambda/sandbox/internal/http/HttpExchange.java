package ai.openobserve.lambda.sandbox.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.util.Timeout;

/// A request whose body has not been read yet. Belongs to the thread that handles it, except for
/// [#cut].
public final class HttpExchange {
  private final String method;
  private final String path;
  private final String query;
  private final Map<String, String> headers;
  private final InputStream body;
  private final long declaredLength;
  private final CuttableConnection connection;

  HttpExchange(
      String method,
      String path,
      String query,
      Map<String, String> headers,
      InputStream body,
      long declaredLength,
      CuttableConnection connection) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = Map.copyOf(headers);
    this.body = body;
    this.declaredLength = declaredLength;
    this.connection = connection;
  }

  /// GET, POST …
  public String method() {
    return method;
  }

  /// The path, without the query.
  public String path() {
    return path;
  }

  /// The query without its question mark; empty if there is none.
  public String query() {
    return query;
  }

  /// The headers, by lower-case name.
  public Map<String, String> headers() {
    return headers;
  }

  /// A header's value; empty if there is none.
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /// The body, still encoded.
  public InputStream body() {
    return body;
  }

  /// Reads the whole body as text.
  public String text() throws IOException {
    return new String(body.readAllBytes(), StandardCharsets.UTF_8);
  }

  /// The declared length of the body; -1 if it is chunked.
  public long declaredLength() {
    return declaredLength;
  }

  /// The connection's number, which is the same for all requests on the same connection.
  public int connection() {
    return connection.number();
  }

  /// Limits how long a read of the body waits for bytes, until the next request.
  public void readTimeout(Duration timeout) {
    connection.setSocketTimeout(Timeout.of(timeout));
  }

  /// Resets the connection, even if something is unread or unwritten.
  public void cut() {
    connection.cut();
  }
}
