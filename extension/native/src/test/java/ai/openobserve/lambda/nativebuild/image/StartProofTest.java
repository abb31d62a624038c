package ai.openobserve.lambda.nativebuild.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Problem;
import ai.openobserve.lambda.nativebuild.step.Progress;
import ai.openobserve.lambda.nativebuild.step.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/// Tests with bash scripts as executables.
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class StartProofTest {
  private static final String VERSION =
      "[ \"${1:-}\" = --version ] && echo o2-lambda-extension 1 && exit 0\n";

  /// One request over bash's own sockets.
  private static final String CALL =
      """
      call() {
        exec 3<>"/dev/tcp/${AWS_LAMBDA_RUNTIME_API%:*}/${AWS_LAMBDA_RUNTIME_API#*:}"
        printf '%s HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\nContent-Length: 0\\r\\n\\r\\n' "$1" >&3
        answer=$(cat <&3)
        exec 3>&-
      }
      """;

  private static final String REGISTER =
      "call 'POST /2020-01-01/extension/register'\ncall 'PUT /2022-07-01/telemetry'\n";

  private static final String NEXT = "call 'GET /2020-01-01/extension/event/next'\n";

  @TempDir Path folder;

  private StartProof proof(String script) throws Exception {
    Path file = Files.writeString(folder.resolve("program"), script);
    Build build =
        Build.in(new Workspace(folder, folder), new Progress(System.out, System::nanoTime));
    return new StartProof(build, List.of("bash", file.toString()), folder.resolve("log"));
  }

  @Test
  void programThatLivesThroughALifeCyclePasses() throws Exception {
    StartProof proof =
        proof(
            VERSION
                + CALL
                + REGISTER
                + NEXT
                + "case \"$answer\" in *SHUTDOWN*) exit 0 ;; esac\nexit 4\n");
    assertThatCode(proof::run).doesNotThrowAnyException();
    assertThat(folder.resolve("log")).content().contains("o2-lambda-extension 1");
  }

  @Test
  void programThatDiesAtItsStartIsRefused() throws Exception {
    StartProof proof = proof("echo 'Failed to create the main Isolate'\nexit 13\n");
    assertThatThrownBy(proof::run)
        .isInstanceOf(Problem.class)
        .hasMessageContaining("did not print its version (exit code 13)")
        .hasMessageContaining("Failed to create the main Isolate");
  }

  @Test
  void programThatNeverAsksForTheNextEventIsRefused() throws Exception {
    StartProof proof = proof(VERSION + CALL + REGISTER + "exit 0\n");
    assertThatThrownBy(proof::run)
        .isInstanceOf(Problem.class)
        .hasMessageContaining("did not survive register, next and shutdown")
        .hasMessageContaining("PUT /2022-07-01/telemetry]");
  }

  @Test
  void programThatFailsAtShutdownIsRefused() throws Exception {
    StartProof proof = proof(VERSION + CALL + REGISTER + NEXT + "exit 3\n");
    assertThatThrownBy(proof::run).isInstanceOf(Problem.class).hasMessageContaining("exit code 3");
  }
}
