package ai.openobserve.lambda.sandbox.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/// One run of the command line in this JVM.
record CommandRun(int exitCode, String output, String errors) {

  static CommandRun of(String... arguments) {
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
      return new CommandRun(
          exitCode, output.toString(StandardCharsets.UTF_8) + help, errors.toString());
    } finally {
      System.setOut(standard);
    }
  }

  /// The last line, which says what to do if the run has failed.
  String lastLine() {
    return output.lines().reduce("", (_, later) -> later);
  }
}
