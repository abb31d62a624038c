package ai.openobserve.lambda.extension.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A message body in a buffer that is used again for the next one.
///
/// A body over the limit is read to its end, so that the connection stays usable, but not kept. Not
/// thread-safe.
public final class Body {
  /// Between bodies no more than this is held on to: an idle extension is a small one.
  private static final int KEPT_BYTES = 512 * 1024;

  private final int limit;
  private byte[] bytes = new byte[0];
  private int length;
  private boolean overflowed;

  /// An empty body.
  ///
  /// @param limit bytes that are kept at the most
  public Body(int limit) {
    this.limit = limit;
  }

  /// The buffer: the body is its first [#length] bytes, until the next [#clear].
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /// Whether the body was longer than the limit; then there are no bytes of it.
  public boolean overflowed() {
    return overflowed;
  }

  public String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  public void clear() {
    length = 0;
    overflowed = false;
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[0];
    }
  }

  void append(byte[] source, int offset, int count) {
    if (overflowed || count > limit - length) {
      overflowed = true;
      length = 0;
      return;
    }
    expect(length + (long) count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  /// Makes room once where the length is known before.
  void expect(long total) {
    if (total > bytes.length && total <= limit) {
      int size = (int) Math.max(total, Math.min(limit, 2L * bytes.length));
      bytes = Arrays.copyOf(bytes, size);
    }
  }
}
