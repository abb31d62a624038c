package ai.openobserve.lambda.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.openobserve.lambda.sandbox.handler.Interpreter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The command line, run in this JVM.
@Timeout(120)
class SandboxCommandTest {

  @TempDir Path folder;

  @Test
  void runsTheFunctionAsOftenAsAsked() {
    CommandRun run =
        CommandRun.of(
            "-n", "3", "--payload", "{\"a\":1}", "--payload", "{\"b\":2}", "--print", "output");
    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.output().lines().filter(line -> line.contains(" function ")))
        .satisfiesExactly(
            line -> assertThat(line).endsWith("{\"a\":1}"),
            line -> assertThat(line).endsWith("{\"b\":2}"),
            line -> assertThat(line).endsWith("{\"a\":1}"));
    assertThat(run.output()).contains("init       success", "invoke     3: success");
  }

  @Test
  void showsWhatLambdaDoesWhereAsked() {
    CommandRun run = CommandRun.of("--print", "trail,telemetry");
    assertThat(run.output()).contains("runtime done", "platform.runtimeDone", "platform.report");
  }

  @Test
  void failsWhereTheExtensionFails() {
    CommandRun run = CommandRun.of("--extension", "broken=sh -c 'exit 7'");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("Extension.Crash", "broken: exit code 7");
  }

  @Test
  void explainsWrongArguments() {
    CommandRun run = CommandRun.of("--fault", "503y");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).contains("Invalid fault '503y'");
    CommandRun reserved = CommandRun.of("--env", "AWS_REGION=x");
    assertThat(reserved.exitCode()).isEqualTo(2);
    assertThat(reserved.errors()).contains("AWS_REGION is reserved by Lambda");
  }

  /// A layer whose only extension is this shell script.
  private Path layer(String script) throws IOException {
    Path zip = folder.resolve("layer.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      entries.putNextEntry(new ZipEntry("extensions/scripted"));
      entries.write(("#!/bin/sh\n" + script).getBytes(StandardCharsets.UTF_8));
    }
    return zip;
  }

  @Test
  void runsAPythonHandler() throws IOException {
    assumeTrue(Interpreter.find("python3", System.getenv("PATH")).isPresent(), "no python3");
    Files.writeString(
        folder.resolve("app.py"),
        """
        import os

        def handler(event, context):
            print("hello", event["name"], os.environ["TABLE"])
            return {"id": context.aws_request_id}
        """);

    CommandRun run =
        CommandRun.of(
            "--handler",
            "app.handler",
            "--task-root",
            folder.toString(),
            "--payload",
            "{\"name\":\"Ada\"}",
            "-e",
            "TABLE=orders");

    assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();
    assertThat(run.output()).contains("hello Ada orders", "invoke     1: success");
  }

  @Test
  void explainsAFunctionThatDoesNotStart() {
    CommandRun run = CommandRun.of("--function", "sh -c 'echo no module named x; exit 3'");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .contains(
            "no module named x",
            "The function's process ended with exit code 3 before it asked for an invocation",
            "--handler runs a Python or Node.js handler");
    assertThat(run.lastLine()).contains(" next ", "ended with exit code 3");
  }

  @Test
  void explainsWhoKeepsInitWaiting() {
    CommandRun deaf = CommandRun.of("--function", "sleep 60", "--init-timeout-ms", "200");
    assertThat(deaf.output())
        .contains("Init timed out. The function has not asked for its first invocation.");

    CommandRun mute = CommandRun.of("--extension", "mute=sleep 60", "--init-timeout-ms", "200");
    assertThat(mute.output()).contains("Init timed out. Extension mute has not registered.");
  }

  @Test
  void explainsAnExtensionOfALayerThatEnds() throws IOException {
    CommandRun run = CommandRun.of("--extension", layer("echo out of luck; exit 7").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .contains("out of luck", "scripted: exit code 7", "An extension ended during init");
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(CommandRun.of("--function", "python9 app.py").errors())
        .contains("--function: no program 'python9' on the PATH: install it, or give its path");
    assertThat(CommandRun.of("--extension", "build/nothing").errors())
        .contains("--extension: ", "build/nothing does not exist: check the path");
    assertThat(CommandRun.of("--task-root", folder.resolve("none").toString()).errors())
        .contains("none is not a folder");
    assertThat(CommandRun.of("--handler", "app.handler", "--task-root", folder.toString()).errors())
        .contains("has none of app.py, app.mjs");
    assertThat(CommandRun.of("--view", "--endpoint", "http://127.0.0.1:1").errors())
        .contains("leave out --endpoint");
  }

  @Test
  void helps() {
    CommandRun run = CommandRun.of("--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).contains("--extension", "--fault", "sink");
  }
}
