package ai.openobserve.lambda.demo.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionProgramTest {
  private static final Path JDK = Path.of("/jdk");

  @TempDir Path root;

  @Test
  void isTheNativeExecutableOfThisMachineWhereThereIsOne() throws Exception {
    jar();
    var executable = executable("arm64");

    var onArm = ExtensionProgram.find(new Layout(root), "aarch64", JDK);
    var onX86 = ExtensionProgram.find(new Layout(root), "amd64", JDK);

    assertThat(onArm.command()).containsExactly(executable.toString());
    assertThat(onArm.description())
        .isEqualTo(
            "native executable for arm64, extension/target/native/arm64/o2-lambda-extension");
    assertThat(onX86.command())
        .startsWith("/jdk/bin/java")
        .endsWith(root.resolve("extension/target/o2-lambda-extension.jar").toString());
    assertThat(onX86.description()).contains("on the JVM", "make layer-x86_64");
  }

  @Test
  void saysWhenTheNativeExecutableIsOlderThanItsSource() throws Exception {
    var executable = executable("x86_64");
    var source = root.resolve("extension/src/main/Main.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "");
    Files.setLastModifiedTime(executable, FileTime.from(Instant.EPOCH));

    assertThat(ExtensionProgram.find(new Layout(root), "amd64", JDK).description())
        .endsWith(", OLDER THAN ITS SOURCE: make layer-x86_64 rebuilds it");

    Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
    assertThat(ExtensionProgram.find(new Layout(root), "amd64", JDK).description())
        .doesNotContain("OLDER");
  }

  @Test
  void saysHowToBuildItWhereThereIsNone() {
    assertThatThrownBy(() -> ExtensionProgram.find(new Layout(root), "amd64", JDK))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("make layer-x86_64");
  }

  private void jar() throws IOException {
    Files.createDirectories(root.resolve("extension/target"));
    Files.writeString(root.resolve("extension/target/o2-lambda-extension.jar"), "");
  }

  private Path executable(String architecture) throws IOException {
    var file =
        root.resolve("extension/target/native")
            .resolve(architecture)
            .resolve(ExtensionProgram.NAME);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }
}
