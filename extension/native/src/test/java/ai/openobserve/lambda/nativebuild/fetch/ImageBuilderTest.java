package ai.openobserve.lambda.nativebuild.fetch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.nativebuild.step.Digest;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuilderTest {
  @TempDir Path folder;

  @Test
  void builderJarsAreComparedWithTheList() throws Exception {
    byte[] bytes = "jar".getBytes(StandardCharsets.US_ASCII);
    Files.write(folder.resolve("a-1.jar"), bytes);
    Path sums = Files.writeString(folder.resolve("sums"), Digest.of(bytes) + "  a-1.jar\n");
    ImageBuilder.verify(folder, sums);
    Files.write(folder.resolve("b-1.jar"), bytes);
    assertThatThrownBy(() -> ImageBuilder.verify(folder, sums)).isInstanceOf(Problem.class);
    Files.delete(folder.resolve("b-1.jar"));
    Files.writeString(folder.resolve("a-1.jar"), "other");
    assertThatThrownBy(() -> ImageBuilder.verify(folder, sums)).isInstanceOf(Problem.class);
  }
}
