package ai.openobserve.lambda.sandbox.sink;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/// A request that the sink read. Immutable as long as nobody writes to [#body].
public final class SinkRequest {
  private final long number;
  private final Instant time;
  private final String method;
  private final String path;
  private final Map<String, String> headers;
  private final long wireBytes;
  private final byte[] body;
  private final int connection;

  SinkRequest(
      long number,
      Instant time,
      String method,
      String path,
      Map<String, String> headers,
      long wireBytes,
      byte[] body,
      int connection) {
    this.number = number;
    this.time = time;
    this.method = method;
    this.path = path;
    this.headers = Map.copyOf(headers);
    this.wireBytes = wireBytes;
    this.body = body;
    this.connection = connection;
  }

  /// The number of the request; its [SinkAnswer] has the same.
  public long number() {
    return number;
  }

  /// When its body had arrived.
  public Instant time() {
    return time;
  }

  /// GET, POST …
  public String method() {
    return method;
  }

  /// The path, without the query.
  public String path() {
    return path;
  }

  /// The headers, by lower-case name.
  public Map<String, String> headers() {
    return headers;
  }

  /// The size of the body as sent.
  public long wireBytes() {
    return wireBytes;
  }

  /// The decompressed body; not copied.
  public byte[] body() {
    return body;
  }

  /// The connection's number, which is the same for all requests on the same connection.
  public int connection() {
    return connection;
  }

  /// The body as text.
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  SinkRequest withoutBody() {
    return new SinkRequest(number, time, method, path, headers, wireBytes, new byte[0], connection);
  }

  @Override
  public String toString() {
    return "%s %s %s (%d bytes, %d decompressed, connection %d)"
        .formatted(time, method, path, wireBytes, body.length, connection);
  }
}
