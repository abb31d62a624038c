package ai.openobserve.lambda.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CLibrary;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.Pointer;
import org.graalvm.word.PointerBase;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/// The functions of libdeflate that compress.
@CLibrary(value = "deflate", requireStatic = true)
final class LibDeflate {
  /// Its fastest: the processor is the function's, and on logs each further level takes far more of
  /// it than it saves bytes.
  static final int LEVEL = 1;

  private LibDeflate() {}

  @CFunction("libdeflate_alloc_compressor")
  static native PointerBase allocate(int level);

  @CFunction("libdeflate_free_compressor")
  static native void free(PointerBase compressor);

  @CFunction("libdeflate_gzip_compress_bound")
  static native UnsignedWord bound(PointerBase compressor, UnsignedWord length);

  /// The length of what it has written, zero if there was no room.
  @CFunction("libdeflate_gzip_compress")
  static native UnsignedWord compress(
      PointerBase compressor,
      PointerBase in,
      UnsignedWord inLength,
      PointerBase out,
      UnsignedWord outLength);
}

/// A compressor and memory outside the heap for one body, plain and packed. One of them is kept, for
/// bodies of the usual size: the kernel would have to fill new memory with zeros for each of them.
/// What no body has reached takes no memory.
final class Workspace {
  /// A batch of the largest size, in its brackets.
  private static final int USUAL_LENGTH = (1 << 20) + 2;

  private static final AtomicReference<Workspace> SPARE = new AtomicReference<>();

  final PointerBase compressor;
  final Pointer plain;
  final Pointer packed;
  final UnsignedWord packedRoom;
  private final int length;

  private Workspace(int length) {
    this.length = length;
    compressor = LibDeflate.allocate(LibDeflate.LEVEL);
    if (compressor.isNull()) {
      throw new OutOfMemoryError("no memory for a compressor");
    }
    UnsignedWord plainRoom = WordFactory.unsigned(length);
    packedRoom = LibDeflate.bound(compressor, plainRoom);
    try {
      plain = UnmanagedMemory.malloc(plainRoom.add(packedRoom));
    } catch (OutOfMemoryError e) {
      LibDeflate.free(compressor);
      throw e;
    }
    packed = plain.add(plainRoom);
  }

  static Workspace forBody(int length) {
    if (length > USUAL_LENGTH) {
      return new Workspace(length);
    }
    Workspace spare = SPARE.getAndSet(null);
    return spare == null ? new Workspace(USUAL_LENGTH) : spare;
  }

  void release() {
    if (length != USUAL_LENGTH || !SPARE.compareAndSet(null, this)) {
      UnmanagedMemory.free(plain);
      LibDeflate.free(compressor);
    }
  }
}

/// The same format as `java.util.zip` makes. The body lies outside the heap meanwhile, so that the
/// collector can go on, and has nothing large to move.
@TargetClass(className = "ai.openobserve.lambda.extension.delivery.Gzip")
final class Target_Gzip {
  @Substitute
  static byte[] pack(byte[] bytes, int offset, int length, boolean array) {
    int plainLength = array ? length + 2 : length;
    Workspace work = Workspace.forBody(plainLength);
    try {
      ByteBuffer in = CTypeConversion.asByteBuffer(work.plain, plainLength);
      if (array) {
        in.put((byte) '[');
      }
      in.put(bytes, offset, length);
      if (array) {
        in.put((byte) ']');
      }
      UnsignedWord plainSize = WordFactory.unsigned(plainLength);
      int size =
          (int)
              LibDeflate.compress(
                      work.compressor, work.plain, plainSize, work.packed, work.packedRoom)
                  .rawValue();
      if (size == 0) {
        throw new IllegalStateException("libdeflate found no room for a body");
      }
      byte[] body = new byte[size];
      CTypeConversion.asByteBuffer(work.packed, size).get(body);
      return body;
    } finally {
      work.release();
    }
  }
}
