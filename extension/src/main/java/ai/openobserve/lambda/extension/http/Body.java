package ai.openobserve.lambda.extension.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A message body in a buffer that is reused for the next one.
///
/// A body over the limit is read to its end, so that the connection stays usable, but not kept. Not
/// thread-safe.
public final class Body {
  /// Most memory kept between bodies, so that an idle extension stays small.
  private static final int KEPT_BYTES = 512 * 1024;

  /// Most bytes allocated only because a message announces this length.
  private static final int BELIEVED_BYTES = 2 << 20;

  private final int limit;
  private final BodyMemory memory;
  private byte[] bytes = new byte[0];
  private int length;
  private long expected;
  private boolean overflowed;

  /// An empty body.
  ///
  /// @param limit most bytes that are kept
  public Body(int limit) {
    this(limit, BodyMemory.UNBOUNDED);
  }

  /// An empty body in memory that is shared with others.
  ///
  /// @param limit most bytes that are kept
  public Body(int limit, BodyMemory memory) {
    this.limit = limit;
    this.memory = memory;
  }

  /// The buffer: the body is its first [#length] bytes, until the next [#clear].
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /// Whether the body was longer than the limit; if so, none of its bytes are kept.
  public boolean overflowed() {
    return overflowed;
  }

  public String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  public void clear() {
    length = 0;
    expected = 0;
    overflowed = false;
    if (bytes.length > KEPT_BYTES) {
      memory.release(bytes.length);
      bytes = new byte[0];
    }
  }

  void append(byte[] source, int offset, int count) throws IOException {
    if (overflowed || count > limit - length) {
      overflowed = true;
      length = 0;
      return;
    }
    if (length + count > bytes.length) {
      grow(length + count);
    }
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  /// Number of bytes that fit into the memory it already has.
  int room() {
    return overflowed ? 0 : bytes.length - length;
  }

  /// Reads up to `most` bytes into its [#room], without a buffer in between.
  ///
  /// @return number of bytes read, or -1 at the end of the stream
  int receive(InputStream in, int most) throws IOException {
    int count = in.read(bytes, length, Math.min(most, room()));
    length += Math.max(0, count);
    return count;
  }

  /// Announces the length of the body, if it is known. Nothing is allocated until bytes arrive.
  void expect(long total) {
    expected = total;
    overflowed = total > limit;
  }

  private void grow(int needed) throws IOException {
    long believed = Math.min(expected, Math.max(BELIEVED_BYTES, 2L * bytes.length));
    long doubled = expected >= needed ? believed : 2L * bytes.length;
    int size = Math.clamp(doubled, needed, limit);
    memory.reserve(size - bytes.length);
    bytes = Arrays.copyOf(bytes, size);
  }
}
