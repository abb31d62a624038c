package ai.openobserve.lambda.nativebuild.layer;

import java.io.ByteArrayOutputStream;

/// Bytes in the format of zip headers: little-endian numbers of two and four bytes.
final class ZipBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ZipBytes two(int value) {
    out.write(value);
    out.write(value >>> 8);
    return this;
  }

  ZipBytes four(int value) {
    return two(value).two(value >>> 16);
  }

  ZipBytes bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  int size() {
    return out.size();
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
