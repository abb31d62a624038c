package ai.openobserve.lambda.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ExtensionFilesTest {
  @TempDir Path folder;

  private Path zip(String... names) throws IOException {
    Path zip = folder.resolve("layer.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      for (String name : names) {
        entries.putNextEntry(new ZipEntry(name));
        entries.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return zip;
  }

  /// The first bytes of an executable for this ELF machine.
  private Path executable(int machine) throws IOException {
    byte[] header = new byte[64];
    header[0] = 0x7f;
    header[1] = 'E';
    header[2] = 'L';
    header[3] = 'F';
    header[18] = (byte) machine;
    Path file = Files.write(folder.resolve("o2-lambda-extension"), header);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  @Test
  void unpacksWhatLambdaWouldStart() throws IOException {
    List<Path> files =
        ExtensionFiles.unpack(
            zip("extensions/", "extensions/one", "extensions/lib/two", "licenses/three"));

    assertThat(files)
        .singleElement()
        .satisfies(file -> {
          assertThat(file.getFileName()).hasToString("one");
          assertThat(file).isExecutable().hasContent("extensions/one");
        });
  }

  @Test
  void aZipWithoutExtensionsIsRefused() throws IOException {
    Path zip = zip("python/lib.py");

    assertThatThrownBy(() -> ExtensionFiles.unpack(zip))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "has no file directly under extensions/: is it the zip of a Lambda layer?");
  }

  @Test
  void aFileThatCannotBeExecutedIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("script"), "#!/bin/sh\n");

    assertThatThrownBy(() -> ExtensionFiles.check(file, "amd64"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not executable: run chmod +x");
  }

  @Test
  void anotherArchitectureIsRefused() throws IOException {
    // No kernel runs this machine's own programs, or those of machine 40, with qemu.
    Path other = executable(40);
    assertThatThrownBy(() -> ExtensionFiles.check(other, "amd64"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "o2-lambda-extension is for ELF machine 40 and this machine is x86_64: use the layer"
                + " for x86_64, or install qemu-user-static");
  }

  @Test
  void thisMachinesOwnAndScriptsPass() throws IOException {
    Path ours = executable(62);
    assertThatCode(() -> ExtensionFiles.check(ours, "amd64")).doesNotThrowAnyException();
    Path arm = executable(183);
    assertThatCode(() -> ExtensionFiles.check(arm, "aarch64")).doesNotThrowAnyException();
    assertThat(ExtensionFiles.architecture(arm)).hasValue("arm64");

    Path script = Files.writeString(folder.resolve("script"), "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    assertThatCode(() -> ExtensionFiles.check(script, "amd64")).doesNotThrowAnyException();
  }
}
