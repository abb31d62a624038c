package ai.openobserve.lambda.sandbox.sink;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.http.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// The body of a request, read and decompressed, or the error response to it.
///
/// Limitation: `br`, which OpenObserve accepts, gets the same answer as `zstd`, which it rejects.
final class RequestBody {
  private final byte[] bytes;
  private final long wireBytes;
  private final Optional<HttpAnswer> refusal;

  private RequestBody(byte[] bytes, long wireBytes, Optional<HttpAnswer> refusal) {
    this.bytes = bytes;
    this.wireBytes = wireBytes;
    this.refusal = refusal;
  }

  byte[] bytes() {
    return bytes;
  }

  long wireBytes() {
    return wireBytes;
  }

  /// The error response if the body cannot be used.
  Optional<HttpAnswer> refusal() {
    return refusal;
  }

  static RequestBody read(HttpExchange exchange, long maxBytes) throws IOException {
    if (exchange.declaredLength() > maxBytes) {
      exchange.body().skip(Long.MAX_VALUE);
      return refused(new byte[0], exchange.declaredLength(), 413, "Payload Too Large");
    }
    byte[] wire = exchange.body().readAllBytes();
    String encoding = exchange.header("Content-Encoding").trim().toLowerCase(Locale.ROOT);
    try {
      InputStream raw = new ByteArrayInputStream(wire);
      return switch (encoding) {
        case "", "identity" -> bounded(raw, wire.length, maxBytes);
        case "gzip" -> bounded(new GZIPInputStream(raw, 1 << 16), wire.length, maxBytes);
        case "deflate" -> bounded(new InflaterInputStream(raw), wire.length, maxBytes);
        default -> refused(wire, wire.length, 415, "Unsupported Content-Encoding: " + encoding);
      };
    } catch (ZipException | java.io.EOFException e) {
      return refused(wire, wire.length, 400, "Cannot decompress the body: " + e.getMessage());
    }
  }

  private static RequestBody bounded(InputStream in, long wireBytes, long maxBytes)
      throws IOException {
    byte[] bytes = in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 16));
    return bytes.length > maxBytes
        ? refused(new byte[0], wireBytes, 413, "Payload Too Large")
        : new RequestBody(bytes, wireBytes, Optional.empty());
  }

  private static RequestBody refused(byte[] bytes, long wireBytes, int status, String why) {
    return new RequestBody(
        bytes, wireBytes, Optional.of(HttpAnswer.json(status, Ingestion.error(status, why))));
  }
}
