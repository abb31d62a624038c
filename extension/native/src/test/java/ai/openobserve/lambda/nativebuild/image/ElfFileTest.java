package ai.openobserve.lambda.nativebuild.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ElfFileTest {
  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int PT_INTERP = 3;
  private static final int PT_GNU_STACK = 0x6474e551;

  private final ByteBuffer elf = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
  private int headers;

  private ElfFileTest machine(int machine) {
    elf.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1);
    elf.putShort(18, (short) machine).putLong(32, 64).putShort(54, (short) 56);
    return this;
  }

  private ElfFileTest header(int type, int flags) {
    int at = 64 + 56 * headers++;
    elf.putInt(at, type).putInt(at + 4, flags).putLong(at + 8, 512).putLong(at + 32, 32);
    elf.putShort(56, (short) headers);
    return this;
  }

  private byte[] bytes() {
    return elf.array();
  }

  @Test
  void staticExecutableHasNoFaults() {
    byte[] good = machine(62).header(PT_LOAD, 5).header(PT_GNU_STACK, 6).bytes();
    assertThat(ExecutableCheck.faults(good, Architecture.X86_64)).isEmpty();
  }

  @Test
  void staticPieIsStaticToo() {
    // It has a dynamic section, to relocate itself, and needs no library.
    byte[] good = machine(183).header(PT_DYNAMIC, 6).header(PT_GNU_STACK, 6).bytes();
    assertThat(ExecutableCheck.faults(good, Architecture.ARM64)).isEmpty();
  }

  @Test
  void anotherMachineIsAFault() {
    byte[] other = machine(62).header(PT_GNU_STACK, 6).bytes();
    assertThat(ExecutableCheck.faults(other, Architecture.ARM64))
        .singleElement()
        .asString()
        .contains("machine 62");
  }

  @Test
  void dynamicLinkerIsAFault() {
    byte[] bad = machine(62).header(PT_INTERP, 4).header(PT_GNU_STACK, 6).bytes();
    assertThat(ExecutableCheck.faults(bad, Architecture.X86_64))
        .singleElement()
        .asString()
        .contains("not static");
  }

  @Test
  void neededLibraryIsAFault() {
    machine(62).header(PT_DYNAMIC, 6).header(PT_GNU_STACK, 6);
    elf.putLong(512, 1);
    assertThat(ExecutableCheck.faults(bytes(), Architecture.X86_64))
        .singleElement()
        .asString()
        .contains("not static");
  }

  @Test
  void executableStackIsAFault() {
    byte[] bad = machine(62).header(PT_GNU_STACK, 7).bytes();
    assertThat(ExecutableCheck.faults(bad, Architecture.X86_64))
        .containsExactly("its stack is executable");
  }

  @Test
  void silenceAboutTheStackIsAFault() {
    byte[] bad = machine(62).header(PT_LOAD, 5).bytes();
    assertThat(ExecutableCheck.faults(bad, Architecture.X86_64))
        .containsExactly("its stack is executable");
  }

  @Test
  void methodThatCouldNotBeCompiledIsAFault() {
    byte[] bad = machine(62).header(PT_GNU_STACK, 6).bytes();
    byte[] text =
        "Unsupported method java.lang.ref.Reference.get0() is reachable"
            .getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, bad, 700, text.length);
    assertThat(ExecutableCheck.faults(bad, Architecture.X86_64))
        .singleElement()
        .asString()
        .contains("java.lang.ref.Reference.get0()");
  }

  @Test
  void otherFilesAreRefused() {
    assertThatThrownBy(() -> ElfFile.parse("#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("not a 64-bit");
  }

  @Test
  void readsARealExecutable() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    ElfFile file = ElfFile.parse(Files.readAllBytes(java));
    assertThat(file.machine()).isEqualTo(Architecture.ofThisMachine().elfMachine());
    assertThat(file.interpreter()).isTrue();
    assertThat(file.needsLibraries()).isTrue();
  }
}
