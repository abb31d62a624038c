package ai.openobserve.lambda.extension.delivery;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.config.Compression;
import java.io.IOException;
import java.time.Instant;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/// The body of one request: a JSON array of records, or an unchanged payload. May be written any
/// number of times.
final class BatchBody extends RequestBody {
  private final byte[] bytes;
  private final int offset;
  private final int length;
  private final boolean brackets;
  private final Compression compression;
  private final @Nullable MediaType type;

  /// @param brackets whether they are to be sent around the bytes
  private BatchBody(
      byte[] bytes,
      int offset,
      int length,
      boolean brackets,
      Compression compression,
      @Nullable MediaType type) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    this.brackets = brackets;
    this.compression = compression;
    this.type = type;
  }

  static BatchBody of(Batch batch, Compression compression, Instant now) {
    Batch storable = batch.storableAt(now);
    boolean array = storable.destination().array();
    MediaType type = MediaType.parse(storable.destination().contentType());
    return switch (compression) {
      case NONE ->
          new BatchBody(
              storable.bytes(), storable.offset(), storable.length(), array, compression, type);
      case GZIP -> {
        byte[] packed = Gzip.pack(storable.bytes(), storable.offset(), storable.length(), array);
        yield new BatchBody(packed, 0, packed.length, false, compression, type);
      }
    };
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
    return brackets ? length + 2L : length;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    if (brackets) {
      sink.writeByte('[');
    }
    sink.write(bytes, offset, length);
    if (brackets) {
      sink.writeByte(']');
    }
  }
}
