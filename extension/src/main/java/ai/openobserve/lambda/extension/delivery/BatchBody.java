package ai.openobserve.lambda.extension.delivery;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.config.Compression;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/// The body of one request: a JSON array of records, or an unchanged payload. May be written any
/// number of times.
final class BatchBody extends RequestBody {
  private final byte[] encoded;
  private final Compression compression;
  private final @Nullable MediaType type;

  private BatchBody(byte[] encoded, Compression compression, @Nullable MediaType type) {
    this.encoded = encoded;
    this.compression = compression;
    this.type = type;
  }

  static BatchBody of(Batch batch, Compression compression, Instant now) {
    Batch storable = batch.storableAt(now);
    MediaType type = MediaType.parse(storable.destination().contentType());
    return switch (compression) {
      case NONE -> new BatchBody(plain(storable), compression, type);
      case GZIP -> new BatchBody(gzipped(storable), compression, type);
    };
  }

  private static byte[] plain(Batch batch) {
    if (!batch.destination().array()) {
      return Arrays.copyOfRange(batch.bytes(), batch.offset(), batch.offset() + batch.length());
    }
    byte[] body = new byte[batch.length() + 2];
    body[0] = '[';
    System.arraycopy(batch.bytes(), batch.offset(), body, 1, batch.length());
    body[body.length - 1] = ']';
    return body;
  }

  private static byte[] gzipped(Batch batch) {
    return Gzip.pack(batch.bytes(), batch.offset(), batch.length(), batch.destination().array());
  }

  /// Makes the request a POST of this body, with the matching `Content-Encoding`.
  void postBy(Request.Builder request) {
    request.post(this);
    switch (compression) {
      case NONE -> request.removeHeader("Content-Encoding");
      case GZIP -> request.header("Content-Encoding", "gzip");
    }
  }

  @Override
  public @Nullable MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return encoded.length;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(encoded);
  }
}
