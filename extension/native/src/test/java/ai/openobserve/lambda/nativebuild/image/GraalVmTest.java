package ai.openobserve.lambda.nativebuild.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.nativebuild.step.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraalVmTest {
  @TempDir Path folder;

  @Test
  void graalVmIsUsedWhereItIsNamedAndFits() throws Exception {
    assertThat(GraalVm.in(Map.of())).isEmpty();
    assertThatThrownBy(() -> GraalVm.in(Map.of("GRAALVM_HOME", folder.toString())))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no bin/native-image");
    Files.createDirectories(folder.resolve("bin"));
    Files.writeString(folder.resolve("bin/native-image"), "");
    assertThat(folder.resolve("bin/native-image").toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"24.0.1\"\n");
    assertThatThrownBy(() -> GraalVm.in(Map.of("GRAALVM_HOME", folder.toString())))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("a GraalVM 25 is required");
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"25.0.2\"\n");
    assertThat(GraalVm.in(Map.of("GRAALVM_HOME", folder.toString())))
        .hasValueSatisfying(g -> assertThat(g.version()).isEqualTo("25.0.2"));
  }
}
