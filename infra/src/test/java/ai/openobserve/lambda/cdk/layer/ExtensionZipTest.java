package ai.openobserve.lambda.cdk.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionZipTest {
  private static final String NAME = "extensions/o2-lambda-extension";

  @TempDir Path folder;
  private Path zip;

  @BeforeEach
  void name() {
    zip = folder.resolve("layer.zip");
  }

  @Test
  void knowsArchitectureAndInputs() {
    TestZips.good(zip, TestZips.AARCH64);
    TestZips.inputs(zip, TestZips.INPUTS);
    assertThat(ExtensionZip.open(zip))
        .isEqualTo(new ExtensionZip(zip, ExtensionArchitecture.ARM64, TestZips.DIGEST));
  }

  @Test
  void goesByTheBytesWhereTheInputsAreNotRecorded() throws IOException {
    TestZips.good(zip, TestZips.X86_64);
    String before = ExtensionZip.open(zip).inputsDigest();
    Files.delete(zip);
    TestZips.zip(zip, NAME, TestZips.elf(TestZips.X86_64, TestZips.PT_LOAD + 5), "rwxr-xr-x");
    assertThat(before).matches("[0-9a-f]{64}");
    assertThat(ExtensionZip.open(zip).inputsDigest()).isNotEqualTo(before);
  }

  @Test
  void refusesAnotherMode() {
    TestZips.zip(zip, NAME, TestZips.elf(TestZips.X86_64, TestZips.PT_LOAD), "rw-r--r--");
    refusedWith(
        "extensions/o2-lambda-extension has mode rw-r--r--: Lambda starts it only with mode 0755");
  }

  @Test
  void refusesAnExecutableElsewhere() {
    TestZips.zip(zip, "bin/o2", TestZips.elf(TestZips.X86_64, TestZips.PT_LOAD), "rwxr-xr-x");
    refusedWith("it holds no file directly under extensions/");
  }

  @Test
  void refusesADynamicExecutable() {
    TestZips.zip(zip, NAME, TestZips.elf(TestZips.X86_64, TestZips.PT_INTERP), "rwxr-xr-x");
    refusedWith("is dynamically linked and must be static");
  }

  @Test
  void refusesAMachineThatLambdaHasNot() {
    TestZips.zip(zip, NAME, TestZips.elf(243, TestZips.PT_LOAD), "rwxr-xr-x");
    refusedWith("is for ELF machine 243; Lambda runs x86_64 and arm64");
  }

  @Test
  void refusesAScript() {
    TestZips.zip(zip, NAME, "#!/bin/sh".getBytes(StandardCharsets.UTF_8), "rwxr-xr-x");
    refusedWith("is not a 64-bit Linux executable");
  }

  @Test
  void refusesExecutablesOfTwoArchitectures() {
    TestZips.good(zip, TestZips.X86_64);
    TestZips.zip(
        zip, "extensions/other", TestZips.elf(TestZips.AARCH64, TestZips.PT_LOAD), "rwxr-xr-x");
    refusedWith("its executables are of different architectures");
  }

  @Test
  void reportsAllThatIsWrongAtOnce() {
    TestZips.zip(zip, NAME, TestZips.elf(243, TestZips.PT_INTERP), "rwx------");
    refusedWith("mode rwx------", "dynamically linked", "ELF machine 243");
  }

  @Test
  void refusesWhatIsNoZipOrIsNotThere() throws IOException {
    refusedWith("file not found");
    Files.writeString(zip, "not a zip");
    refusedWith("it cannot be read as a zip");
  }

  @Test
  void saysWhatItGotInPlaceOfAZip() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExtensionZip.open(folder))
        .withMessageContaining("it is a folder: pass the zip");
    Path text = Files.writeString(folder.resolve("layer.txt"), "not a zip");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExtensionZip.open(text))
        .withMessageContaining("it is not a zip: expected a zip file whose name ends in .zip");
  }

  private void refusedWith(String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExtensionZip.open(zip))
        .withMessageContainingAll(parts)
        .withMessageContaining("layer.zip");
  }
}
