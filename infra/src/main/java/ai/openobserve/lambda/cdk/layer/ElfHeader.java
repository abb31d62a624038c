package ai.openobserve.lambda.cdk.layer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// What the first bytes of an executable say about where it runs: its machine, and whether it needs
/// a dynamic loader.
///
/// Reads only 64-bit little-endian ELF, which is what Lambda's two architectures use.
///
/// @param machine `e_machine` of the [ELF
///   header](https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html)
/// @param dynamic whether a program header requests an interpreter (`PT_INTERP`)
public record ElfHeader(int machine, boolean dynamic) {
  private static final int MAGIC = 0x464c457f;
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int TYPE_EXECUTABLE = 2;
  private static final int TYPE_SHARED = 3;
  private static final int SIZE = 64;
  private static final int PROGRAM_HEADER_SIZE = 56;
  private static final int PT_INTERP = 3;

  /// How much of an executable is enough to read: linkers put the program headers at its start.
  static final int ENOUGH_BYTES = 64 * 1024;

  /// Empty if the bytes are not a 64-bit little-endian executable, or are truncated.
  static Optional<ElfHeader> read(byte[] start) {
    ByteBuffer bytes = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    if (start.length < SIZE
        || bytes.getInt(0) != MAGIC
        || bytes.get(4) != CLASS_64
        || bytes.get(5) != LITTLE_ENDIAN) {
      return Optional.empty();
    }
    int type = Short.toUnsignedInt(bytes.getShort(16));
    if (type != TYPE_EXECUTABLE && type != TYPE_SHARED) {
      return Optional.empty();
    }
    long offset = bytes.getLong(32);
    int size = Short.toUnsignedInt(bytes.getShort(54));
    int count = Short.toUnsignedInt(bytes.getShort(56));
    if (offset < SIZE
        || offset > start.length
        || size < PROGRAM_HEADER_SIZE
        || offset + (long) size * count > start.length) {
      return Optional.empty();
    }
    boolean dynamic = false;
    for (int i = 0; i < count; i++) {
      dynamic |= bytes.getInt((int) offset + i * size) == PT_INTERP;
    }
    return Optional.of(new ElfHeader(Short.toUnsignedInt(bytes.getShort(18)), dynamic));
  }
}
