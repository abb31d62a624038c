package ai.openobserve.lambda.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.openobserve.lambda.sandbox.handler.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The last line of a failed run says what to do.
@Timeout(120)
class AdviceTest {
  @TempDir Path folder;

  private CommandRun python(String source, String... more) throws IOException {
    assumeTrue(Interpreter.find("python3", System.getenv("PATH")).isPresent(), "no python3");
    Files.writeString(folder.resolve("app.py"), source);
    List<String> all =
        new ArrayList<>(List.of("--handler", "app.handler", "--task-root", folder.toString()));
    all.addAll(List.of(more));
    return CommandRun.of(all.toArray(String[]::new));
  }

  @Test
  void onAHandlerThatCannotBeLoaded() throws IOException {
    CommandRun run = python("import a_library_that_is_missing\n");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lastLine())
        .contains(
            " next ",
            "The function failed to load: ModuleNotFoundError",
            "missing has to be in the code's folder");
  }

  /// The runtime separates the lines of a traceback with carriage returns.
  @Test
  void showsEveryLineOfATraceback() throws IOException {
    CommandRun run = python("def handler(event, context):\n    return [][0]\n");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .contains("[ERROR] IndexError", "\n                  Traceback (most recent call last):\n")
        .doesNotContain("\r");
    assertThat(run.lastLine()).contains("The invocation failed: IndexError; its lines are above.");
  }

  @Test
  void printsNoCommandsForTheTerminal() throws IOException {
    CommandRun run =
        python("def handler(event, context):\n    print('\\x1b]0;title\\x07\\x1b[2J\\tend')\n");

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains(" ]0;title  [2J\tend").doesNotContain("\u001b", "\u0007");
  }

  @Test
  void onAHandlerThatHangs() throws IOException {
    CommandRun run =
        python(
            "import time\n\ndef handler(event, context):\n    time.sleep(600)\n",
            "--timeout-ms",
            "300");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lastLine())
        .contains("The function did not answer in time", "give it more with --timeout-ms");
  }

  @Test
  void onAFunctionThatEndsAtItsInvocation() throws IOException {
    CommandRun run = python("import os\n\ndef handler(event, context):\n    os._exit(4)\n");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lastLine()).contains("The function's process ended during the invocation");
  }

  /// An extension that prints a line and takes part in everything but delivery.
  private String extension(String line) throws IOException {
    assumeTrue(Interpreter.find("curl", System.getenv("PATH")).isPresent(), "no curl");
    Path script =
        Files.writeString(
            folder.resolve("quiet"),
            """
            #!/bin/sh
            echo '%s'
            api=http://$AWS_LAMBDA_RUNTIME_API/2020-01-01/extension
            id=$(curl -s -D - -o /dev/null -H 'Lambda-Extension-Name: quiet' -d '{"events":["INVOKE"]}' \\
              $api/register | tr -d '\\r' | sed -n 's/^lambda-extension-identifier: //Ip')
            while curl -sf -o /dev/null -H "Lambda-Extension-Identifier: $id" $api/event/next; do :; done
            """
                .formatted(line));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script.toString();
  }

  @Test
  void onAnExtensionWhoseConfigurationIsBroken() throws IOException {
    String error = "ERROR Configuration error: O2_BATCH_SIZE is abc";

    CommandRun run = CommandRun.of("--extension", extension(error), "--shutdown-timeout-ms", "500");

    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.lastLine()).contains("quiet reported: " + error);
  }

  @Test
  void onLinesThatNoExtensionDelivers() throws IOException {
    CommandRun run =
        CommandRun.of("--extension", extension("INFO"), "--shutdown-timeout-ms", "500");

    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.lastLine()).contains("Not every line was stored exactly once");
  }
}
