package ai.openobserve.lambda.cdk.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ElfHeaderTest {
  @Test
  void readsTheMachineOfAStaticExecutable() {
    assertThat(ElfHeader.read(TestZips.elf(TestZips.AARCH64, TestZips.PT_LOAD)))
        .contains(new ElfHeader(183, false));
  }

  @Test
  void seesThatALoaderIsAskedFor() {
    assertThat(ElfHeader.read(TestZips.elf(TestZips.X86_64, TestZips.PT_INTERP)))
        .contains(new ElfHeader(62, true));
  }

  @Test
  void takesNothingThatIsNo64BitLittleEndianExecutable() {
    byte[] good = TestZips.elf(TestZips.X86_64, TestZips.PT_LOAD);
    assertThat(ElfHeader.read("#!/bin/sh\n".repeat(20).getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(ElfHeader.read(new byte[0])).isEmpty();
    assertThat(ElfHeader.read(Arrays.copyOf(good, 80))).as("cut off").isEmpty();
    assertThat(ElfHeader.read(with(good, 4, 1))).as("32 bit").isEmpty();
    assertThat(ElfHeader.read(with(good, 5, 2))).as("big endian").isEmpty();
    assertThat(ElfHeader.read(with(good, 16, 1))).as("an object file").isEmpty();
  }

  @Test
  void neverFailsOnBytesOfAnyKind() {
    long seed = 20261123;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = TestZips.elf(TestZips.X86_64, TestZips.PT_LOAD);
      for (int change = 0; change < 4; change++) {
        bytes[16 + random.nextInt(bytes.length - 16)] = (byte) random.nextInt();
      }
      if (i % 3 == 0) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(32, random.nextLong());
      }
      assertThat(ElfHeader.read(bytes)).as("seed %d, case %d", seed, i).isNotNull();
    }
  }

  private static byte[] with(byte[] bytes, int offset, int value) {
    byte[] copy = bytes.clone();
    copy[offset] = (byte) value;
    return copy;
  }
}
