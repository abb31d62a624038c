package ai.openobserve.lambda.nativebuild.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerZipTest {
  @TempDir Path folder;

  private static LayerZip layer() {
    return new LayerZip()
        .file("share/o2-lambda-extension/inputs", "a 1\n")
        .executable("extensions/o2-lambda-extension", new byte[100_000])
        .file("share/o2-lambda-extension/LICENSE", "MIT, ©\n");
  }

  @Test
  void sameFilesGiveTheSameBytes() {
    assertThat(layer().bytes()).isEqualTo(layer().bytes());
  }

  @Test
  void entriesAreInTheOrderOfTheirNamesWithAFixedTime() throws Exception {
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(layer().bytes()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
        assertThat(entry.getTimeLocal()).hasToString("1980-01-01T00:00");
        zip.readAllBytes();
      }
    }
    assertThat(names)
        .containsExactly(
            "extensions/o2-lambda-extension",
            "share/o2-lambda-extension/LICENSE",
            "share/o2-lambda-extension/inputs");
  }

  @Test
  void modesAndContentsAreRead() throws Exception {
    Path file = folder.resolve("layer.zip");
    layer().writeTo(file);
    try (FileSystem zip =
        FileSystems.newFileSystem(file, Map.of("enablePosixFileAttributes", true))) {
      Path executable = zip.getPath("extensions/o2-lambda-extension");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(executable)))
          .isEqualTo("rwxr-xr-x");
      assertThat(Files.size(executable)).isEqualTo(100_000);
      Path licence = zip.getPath("share/o2-lambda-extension/LICENSE");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(licence)))
          .isEqualTo("rw-r--r--");
      assertThat(licence).hasContent("MIT, ©\n");
    }
    assertThat(LayerZip.inputsOf(file)).contains("a 1\n");
  }

  @Test
  void tooLargeALayerIsRefused() {
    byte[] noise = new byte[(int) LayerZip.LIMIT + 1];
    new Random(1).nextBytes(noise);
    Path file = folder.resolve("layer.zip");
    assertThatThrownBy(() -> new LayerZip().executable("extensions/x", noise).writeTo(file))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("the limit is 7200000");
    assertThat(file).doesNotExist();
  }

  @Test
  void brokenOrForeignZipSaysNoInputs() throws Exception {
    Path file = folder.resolve("layer.zip");
    assertThat(LayerZip.inputsOf(file)).isEmpty();
    Files.write(file, "no zip".getBytes(StandardCharsets.US_ASCII));
    assertThat(LayerZip.inputsOf(file)).isEmpty();
    new LayerZip().file("x", "y").writeTo(file);
    assertThat(LayerZip.inputsOf(file)).isEmpty();
  }
}
