package ai.openobserve.lambda.extension.delivery;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.config.Compression;
import java.io.IOException;
import java.time.Instant;
import java.util.zip.Deflater;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import org.jspecify.annotations.Nullable;

/// The body of one request: a JSON array of records, or an unchanged payload. May be written any
/// number of times.
final class BatchBody extends RequestBody {
  private final Buffer encoded;
  private final Compression compression;
  private final @Nullable MediaType type;

  private BatchBody(Buffer encoded, Compression compression, @Nullable MediaType type) {
    this.encoded = encoded;
    this.compression = compression;
    this.type = type;
  }

  static BatchBody of(Batch batch, Compression compression, Instant now) {
    Batch storable = batch.storableAt(now);
    MediaType type = MediaType.parse(storable.destination().contentType());
    return switch (compression) {
      case NONE -> new BatchBody(plain(storable), compression, type);
      case GZIP -> new BatchBody(gzipped(plain(storable)), compression, type);
    };
  }

  private static Buffer plain(Batch batch) {
    Buffer body = new Buffer();
    if (!batch.destination().array()) {
      return body.write(batch.bytes(), batch.offset(), batch.length());
    }
    body.writeByte('[');
    body.write(batch.bytes(), batch.offset(), batch.length());
    body.writeByte(']');
    return body;
  }

  private static Buffer gzipped(Buffer plain) {
    Buffer packed = new Buffer();
    try (GzipSink gzip = new GzipSink(packed)) {
      gzip.deflater().setLevel(Deflater.BEST_SPEED);
      gzip.write(plain, plain.size());
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory failed", e);
    }
    return packed;
  }

  /// Makes the request one that posts this body, and says how it is encoded.
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
    return encoded.size();
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    // A snapshot shares the segments, so that every attempt starts from the first byte.
    sink.write(encoded.snapshot());
  }
}
