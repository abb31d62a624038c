package ai.openobserve.lambda.sandbox.cli;

import ai.openobserve.lambda.sandbox.SandboxBuilder;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/// The options that describe the execution environment around the function: its extensions, its
/// kind and its deadlines.
final class EnvironmentOptions {
  @Option(
      names = "--extension",
      paramLabel = "[NAME=]COMMAND",
      description =
          "An extension: a layer's zip, an executable, or a command line. Repeatable;"
              + " optional.")
  private List<String> extensions = List.of();

  @Option(
      names = "--flavour",
      defaultValue = "ON_DEMAND",
      description = "${COMPLETION-CANDIDATES}.")
  private Flavour flavour = Flavour.ON_DEMAND;

  @Option(
      names = "--telemetry-mode",
      defaultValue = "LAMBDA",
      description = "Whose Telemetry API to imitate: ${COMPLETION-CANDIDATES}.")
  private TelemetryMode telemetryMode = TelemetryMode.LAMBDA;

  @Option(
      names = "--init-timeout-ms",
      defaultValue = "10000",
      description = "How long init may take (default: Lambda's ${DEFAULT-VALUE}).")
  private int initTimeoutMs;

  @Option(
      names = "--shutdown-timeout-ms",
      defaultValue = "2000",
      description = "How long shutdown may take (default: Lambda's ${DEFAULT-VALUE}).")
  private int shutdownTimeoutMs;

  @Option(names = "--no-freeze", description = "Do not freeze processes between invocations.")
  private boolean noFreeze;

  @Option(
      names = "--shutdown-reason",
      defaultValue = "SPINDOWN",
      description = "${COMPLETION-CANDIDATES}.")
  private ShutdownReason shutdownReason = ShutdownReason.SPINDOWN;

  boolean hasExtensions() {
    return !extensions.isEmpty();
  }

  ShutdownReason shutdownReason() {
    return shutdownReason;
  }

  /// @throws IllegalArgumentException if an extension cannot be found or executed; the message says
  ///   what to do
  void applyTo(SandboxBuilder builder) throws IOException {
    builder
        .flavour(flavour)
        .telemetryMode(telemetryMode)
        .initTimeout(Duration.ofMillis(OptionValue.atLeast(1, "--init-timeout-ms", initTimeoutMs)))
        .shutdownTimeout(
            Duration.ofMillis(OptionValue.atLeast(1, "--shutdown-timeout-ms", shutdownTimeoutMs)))
        .freezing(!noFreeze);
    for (String each : extensions) {
      addExtension(each, builder);
    }
  }

  /// Whether it is a zip file; a line for the shell may end in `.zip` too.
  private static boolean isZip(String text) {
    return text.endsWith(".zip") && (text.indexOf(' ') < 0 || Files.isRegularFile(Path.of(text)));
  }

  private static void addExtension(String text, SandboxBuilder builder) throws IOException {
    if (isZip(text)) {
      for (Path file : ExtensionFiles.unpack(Path.of(text))) {
        ExtensionFiles.check(file, System.getProperty("os.arch"));
        builder.extension(file);
      }
      return;
    }
    CommandText command =
        CommandText.parse(text).found("--extension", FunctionOptions.searchPath(), Path.of(""));
    Path file = Path.of(command.program());
    if (Files.isRegularFile(file)) {
      ExtensionFiles.check(file, System.getProperty("os.arch"));
    }
    builder.extension(command.name(), command.command());
  }
}
