package ai.openobserve.lambda.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Invalid arguments: rejected before anything starts, with one line that names the option, the
/// value and what to do.
@Timeout(60)
class RefusalTest {
  @TempDir Path folder;

  private static void assertRefused(CommandRun run, String... words) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(2);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).startsWith("ERROR ").contains(words);
    assertThat(run.errors().lines()).hasSizeLessThanOrEqualTo(3);
    assertThat(run.errors()).doesNotContain("Exception", "\tat ");
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        Arguments.of("-n -1", List.of("--invocations: -1 is invalid; expected 0 or more")),
        Arguments.of("-n many", List.of("'--invocations': 'many'", "--help lists the options")),
        Arguments.of("--timeout-ms 0", List.of("--timeout-ms: 0 is invalid; expected 1 or more")),
        Arguments.of("--init-timeout-ms -5", List.of("--init-timeout-ms: -5 is invalid")),
        Arguments.of("--shutdown-timeout-ms 0", List.of("--shutdown-timeout-ms: 0 is invalid")),
        Arguments.of("--memory-mb 0", List.of("--memory-mb: 0 is invalid")),
        Arguments.of("--view=70000", List.of("--view: 70000 is not a port; expected 1 to 65535")),
        Arguments.of("sink --port -1", List.of("--port: -1 is not a port")),
        Arguments.of("-e NAME", List.of("--env", "NAME", "--help lists the options")),
        Arguments.of("--flavour fast", List.of("ON_DEMAND", "but was 'fast'")),
        Arguments.of(
            "--hander app.handler", List.of("--hander", "Possible solutions", "--handler")));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void namesTheOptionAndWhatIsAllowed(String line, List<String> words) {
    assertRefused(CommandRun.of(line.split(" ")), words.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{bad", "", "{} {}", "hello"})
  void takesJsonAlone(String payload) {
    assertRefused(
        CommandRun.of("--payload", payload),
        "--payload: '" + payload + "' is not JSON, and Lambda takes nothing else");
  }

  @Test
  void aPortThatIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(other.getLocalPort());
      String taken = "cannot listen on port " + port + " (Address already in use); choose another";
      assertRefused(CommandRun.of("--view=" + port), "--view: " + taken);
      assertRefused(CommandRun.of("sink", "--port", port), "--port: " + taken);
    }
  }

  @Test
  void aLayerThatIsNotThere() {
    assertRefused(
        CommandRun.of("--extension", "o2-lambda-extension-x86_64.zip"),
        "o2-lambda-extension-x86_64.zip does not exist: 'make layers' builds");
  }

  @Test
  void aLayerThatWasCutOff() throws IOException {
    Path zip = Files.writeString(folder.resolve("layer.zip"), "PK\u0003\u0004 and no more");
    assertRefused(
        CommandRun.of("--extension", zip.toString()), zip + " is not a zip, or was cut off");
  }

  @Test
  void aFolderInPlaceOfAProgram() {
    assertRefused(
        CommandRun.of("--extension", folder.toString()),
        "--extension: " + folder + " is a folder: give the path of a program in it");
    assertRefused(
        CommandRun.of("--function", folder.toString()), "--function: " + folder + " is a folder");
  }
}
