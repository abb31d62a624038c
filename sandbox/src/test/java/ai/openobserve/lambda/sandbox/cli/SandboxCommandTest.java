package ai.openobserve.lambda.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/// The command line, run within this JVM.
@Timeout(120)
class SandboxCommandTest {

  private record Run(int exitCode, String output, String errors) {}

  private static Run run(String... arguments) {
    StringWriter errors = new StringWriter();
    StringWriter help = new StringWriter();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream standard = System.out;
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    try {
      CommandLine line =
          SandboxCommand.commandLine()
              .setErr(new PrintWriter(errors))
              .setOut(new PrintWriter(help));
      int exitCode = line.execute(arguments);
      return new Run(exitCode, output.toString(StandardCharsets.UTF_8) + help, errors.toString());
    } finally {
      System.setOut(standard);
    }
  }

  @Test
  void runsTheFunctionAsOftenAsAsked() {
    Run run =
        run("-n", "3", "--payload", "{\"a\":1}", "--payload", "{\"b\":2}", "--print", "output");
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
    Run run = run("--print", "trail,telemetry");
    assertThat(run.output()).contains("runtime done", "platform.runtimeDone", "platform.report");
  }

  @Test
  void failsWhereTheExtensionFails() {
    Run run = run("--extension", "broken=sh -c 'exit 7'");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("Extension.Crash", "broken: exit code 7");
  }

  @Test
  void explainsWrongArguments() {
    Run run = run("--fault", "503y");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).contains("Invalid fault '503y'");
    Run reserved = run("--env", "AWS_REGION=x");
    assertThat(reserved.exitCode()).isEqualTo(2);
    assertThat(reserved.errors()).contains("AWS_REGION is reserved by Lambda");
  }

  @Test
  void helps() {
    Run run = run("--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).contains("--extension", "--fault", "sink");
  }
}
