package ai.openobserve.lambda.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.nio.ByteBuffer;
import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.function.CLibrary;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.Pointer;
import org.graalvm.word.PointerBase;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/// The functions of libdeflate that compress.
@CLibrary(value = "deflate", requireStatic = true)
final class LibDeflate {
  /// Its fastest: of lines of a log a little smaller than zlib's fastest, in a third of the time.
  static final int LEVEL = 1;

  private LibDeflate() {}

  @CFunction("libdeflate_alloc_compressor")
  static native PointerBase allocate(int level);

  @CFunction("libdeflate_free_compressor")
  static native void free(PointerBase compressor);

  @CFunction("libdeflate_gzip_compress_bound")
  static native UnsignedWord bound(PointerBase compressor, UnsignedWord length);

  /// The length of what it has written, zero where there was no room.
  @CFunction("libdeflate_gzip_compress")
  static native UnsignedWord compress(
      PointerBase compressor,
      PointerBase in,
      UnsignedWord inLength,
      PointerBase out,
      UnsignedWord outLength);
}

/// The same format as `java.util.zip` makes. Both bodies lie outside the heap meanwhile, so that
/// the collector can go on, and has nothing large to move.
@TargetClass(className = "ai.openobserve.lambda.extension.delivery.Gzip")
final class Target_Gzip {
  @Substitute
  static byte[] pack(byte[] bytes, int offset, int length, boolean array) {
    int plainLength = array ? length + 2 : length;
    PointerBase compressor = LibDeflate.allocate(LibDeflate.LEVEL);
    if (compressor.isNull()) {
      throw new OutOfMemoryError("no memory for a compressor");
    }
    Pointer plain = WordFactory.nullPointer();
    Pointer packed = WordFactory.nullPointer();
    try {
      UnsignedWord plainSize = WordFactory.unsigned(plainLength);
      UnsignedWord room = LibDeflate.bound(compressor, plainSize);
      plain = UnmanagedMemory.malloc(plainSize);
      packed = UnmanagedMemory.malloc(room);
      ByteBuffer in = CTypeConversion.asByteBuffer(plain, plainLength);
      if (array) {
        in.put((byte) '[');
      }
      in.put(bytes, offset, length);
      if (array) {
        in.put((byte) ']');
      }
      int size = (int) LibDeflate.compress(compressor, plain, plainSize, packed, room).rawValue();
      byte[] body = new byte[size];
      CTypeConversion.asByteBuffer(packed, size).get(body);
      return body;
    } finally {
      UnmanagedMemory.free(plain);
      UnmanagedMemory.free(packed);
      LibDeflate.free(compressor);
    }
  }
}
