package ai.openobserve.lambda.nativebuild.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.nativebuild.fetch.Pins.Pinned;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Digest;
import ai.openobserve.lambda.nativebuild.step.Problem;
import ai.openobserve.lambda.nativebuild.step.Progress;
import ai.openobserve.lambda.nativebuild.step.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipTest {
  @TempDir Path folder;

  private Path downloads = Path.of("");

  @BeforeEach
  void makeTheCache() throws Exception {
    downloads = Files.createDirectories(workspace().downloads());
  }

  @Test
  void takesThePinnedFileOfTheCache() throws Exception {
    Path wheel = Files.writeString(downloads.resolve("a.whl"), "the wheel");
    assertThat(pip().fetched(new Pinned("a.whl", Digest.ofFile(wheel)), "a==1", List.of()))
        .isEqualTo(wheel);
  }

  @Test
  void refusesAnotherFileOfThatName() throws Exception {
    Path wheel = Files.writeString(downloads.resolve("a.whl"), "something else");
    String pinned = "0".repeat(64);
    assertThatThrownBy(() -> pip().fetched(new Pinned("a.whl", pinned), "a==1", List.of()))
        .isInstanceOf(Problem.class)
        .hasMessageContainingAll(
            wheel.toString(), Digest.ofFile(wheel), pinned, "delete it and run again");
  }

  private Workspace workspace() {
    return new Workspace(folder.resolve("project"), folder.resolve("cache"));
  }

  private Pip pip() {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new Pip(Build.in(workspace(), new Progress(out, System::nanoTime)), "a 1", "1 kB");
  }
}
