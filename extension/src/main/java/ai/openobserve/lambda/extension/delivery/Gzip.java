package ai.openobserve.lambda.extension.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Compresses a body as a whole. In the native executable libdeflate replaces this code: the same
/// format, faster (`src/main/image` of the native build).
final class Gzip {
  private Gzip() {}

  /// @param array whether the bytes are an array's elements, without its brackets
  static byte[] pack(byte[] bytes, int offset, int length, boolean array) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(length / 4 + 64);
    try (GZIPOutputStream gzip = new Fast(packed)) {
      if (array) {
        gzip.write('[');
      }
      gzip.write(bytes, offset, length);
      if (array) {
        gzip.write(']');
      }
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory failed", e);
    }
    return packed.toByteArray();
  }

  private static final class Fast extends GZIPOutputStream {
    Fast(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
