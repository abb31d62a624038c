package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The headers of an executable, as far as they show whether it runs on its target without anything
/// else.
///
/// @param machine the number of the processor family
/// @param interpreter whether it needs a dynamic linker
/// @param needsLibraries whether it names shared libraries
/// @param stack the permissions of the stack, or -1 if the file does not state them
record ElfFile(int machine, boolean interpreter, boolean needsLibraries, int stack) {
  private static final int PT_DYNAMIC = 2;
  private static final int PT_INTERP = 3;
  private static final int PT_GNU_STACK = 0x6474e551;
  private static final int DT_NEEDED = 1;
  private static final int EXECUTABLE = 1;

  static ElfFile read(Path file) throws IOException {
    return parse(Files.readAllBytes(file));
  }

  static ElfFile parse(byte[] bytes) {
    ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 64 || elf.getInt(0) != 0x464c457f || bytes[4] != 2 || bytes[5] != 1) {
      throw new Problem("The executable is not a 64-bit little-endian ELF file.");
    }
    long table = elf.getLong(32);
    int size = Short.toUnsignedInt(elf.getShort(54));
    int count = Short.toUnsignedInt(elf.getShort(56));
    boolean interpreter = false;
    boolean needsLibraries = false;
    int stack = -1;
    for (int i = 0; i < count; i++) {
      int header = Math.toIntExact(table + (long) i * size);
      switch (elf.getInt(header)) {
        case PT_INTERP -> interpreter = true;
        case PT_DYNAMIC -> needsLibraries = needed(elf, header);
        case PT_GNU_STACK -> stack = elf.getInt(header + 4);
        default -> {}
      }
    }
    return new ElfFile(Short.toUnsignedInt(elf.getShort(18)), interpreter, needsLibraries, stack);
  }

  private static boolean needed(ByteBuffer elf, int header) {
    int offset = Math.toIntExact(elf.getLong(header + 8));
    int end = offset + Math.toIntExact(elf.getLong(header + 32));
    for (int entry = offset; entry + 16 <= end; entry += 16) {
      if (elf.getLong(entry) == DT_NEEDED) {
        return true;
      }
    }
    return false;
  }

  /// Why it would not work as an extension for an architecture; empty if it would.
  List<String> faults(Architecture target) {
    List<String> faults = new ArrayList<>();
    if (machine != target.elfMachine()) {
      faults.add(
          "it is for machine "
              + machine
              + ", expected "
              + target.label()
              + " ("
              + target.elfMachine()
              + ")");
    }
    if (interpreter || needsLibraries) {
      faults.add(
          "it is not static: it needs a dynamic linker or libraries that Lambda may not have");
    }
    if (stack < 0 || (stack & EXECUTABLE) != 0) {
      faults.add("its stack is executable");
    }
    return faults;
  }
}
