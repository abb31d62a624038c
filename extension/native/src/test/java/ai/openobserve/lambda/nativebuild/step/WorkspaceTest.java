package ai.openobserve.lambda.nativebuild.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  @TempDir Path folder;

  @Test
  void cacheIsTheUsers() {
    assertThat(Workspace.cacheOf(Map.of("XDG_CACHE_HOME", "/c")))
        .isEqualTo(Path.of("/c/o2-lambda-layer"));
    Path home = Path.of(System.getProperty("user.home"), ".cache/o2-lambda-layer");
    assertThat(Workspace.cacheOf(Map.of())).isEqualTo(home);
    assertThat(Workspace.cacheOf(Map.of("XDG_CACHE_HOME", "relative"))).isEqualTo(home);
  }

  @Test
  void failedCommandShowsItsLastWordsAndWhatToDo() {
    Path log = folder.resolve("log");
    assertThatThrownBy(
            () -> new Command("sh", "-c", "echo one; echo two >&2; exit 3").run(log, "Do this."))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("Do this. (sh exited with 3")
        .hasMessageContaining("two");
    assertThat(log).content().contains("one\ntwo");
  }

  @Test
  void commandGetsItsEnvironmentAndFolder() throws Exception {
    Path log = folder.resolve("log");
    var outcome =
        new Command("sh", "-c", "echo $A; pwd").with("A", "b").in(folder.toRealPath()).run(log);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.lastLines()).containsExactly("b", folder.toRealPath().toString());
  }

  @Test
  void programIsFoundOnThePath() {
    Path there = Path.of("/b/zig");
    assertThat(Command.find("zig", "/a::/b", there::equals)).contains(there);
    assertThat(Command.find("zig", "/a", there::equals)).isEmpty();
  }

  @Test
  void architecturesHaveLambdasNames() {
    assertThat(List.of(Architecture.named("x86_64"), Architecture.named("arm64")))
        .containsExactly(Architecture.X86_64, Architecture.ARM64);
    assertThatThrownBy(() -> Architecture.named("mips")).isInstanceOf(Problem.class);
  }
}
