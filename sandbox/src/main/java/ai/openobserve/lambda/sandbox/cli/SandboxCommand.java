package ai.openobserve.lambda.sandbox.cli;

import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.SandboxBuilder;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.InitResult;
import ai.openobserve.lambda.sandbox.model.LogFormat;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs an extension beside a function for some invocations, and shows what happens and what
/// arrives.
@Command(
    name = "o2-lambda-sandbox",
    mixinStandardHelpOptions = true,
    versionProvider = SandboxVersion.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    subcommands = SinkCommand.class,
    description = {
      "Runs an extension in a local Lambda execution environment, beside a function, and shows"
          + " what happens and what arrives in OpenObserve.",
      "",
      "Example:",
      "  o2-lambda-sandbox --extension build/o2-lambda-extension -n 3 --fault 503x2",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every invocation succeeded, and every printed line was stored exactly once",
      "1:an invocation failed, or lines are missing or doubled",
      "2:the arguments are wrong"
    })
public final class SandboxCommand implements Callable<Integer> {

  /// What can be printed.
  enum Print {
    OUTPUT,
    RECORDS,
    TELEMETRY,
    TRAIL,
    REQUESTS
  }

  @Option(
      names = "--extension",
      paramLabel = "[NAME=]COMMAND",
      description =
          "An extension: its executable, or a command line. Repeatable; none at all is fine too.")
  private List<String> extensions = List.of();

  @Option(
      names = "--function",
      paramLabel = "COMMAND",
      description =
          "The function's runtime: a program that speaks the Runtime API. By default a function"
              + " within the sandbox that prints its payload.")
  private @Nullable String function;

  @Option(
      names = "--task-root",
      paramLabel = "FOLDER",
      description = "The runtime's working folder and LAMBDA_TASK_ROOT.")
  private @Nullable Path taskRoot;

  @Option(
      names = {"-n", "--invocations"},
      defaultValue = "1",
      description = "How many invocations (default: ${DEFAULT-VALUE}).")
  private int invocations;

  @Option(
      names = "--payload",
      paramLabel = "JSON",
      description = "The payload of an invocation. Repeatable; they take turns.")
  private List<String> payloads = List.of("{\"hello\":\"world\"}");

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME=VALUE",
      description = "A variable of the function. Repeatable.")
  private Map<String, String> environment = new LinkedHashMap<>();

  @Option(
      names = "--flavour",
      defaultValue = "ON_DEMAND",
      description = "${COMPLETION-CANDIDATES}.")
  private Flavour flavour = Flavour.ON_DEMAND;

  @Option(
      names = "--telemetry-mode",
      defaultValue = "LAMBDA",
      description = "Whose Telemetry API: ${COMPLETION-CANDIDATES}.")
  private TelemetryMode telemetryMode = TelemetryMode.LAMBDA;

  @Option(names = "--log-format", defaultValue = "TEXT", description = "${COMPLETION-CANDIDATES}.")
  private LogFormat logFormat = LogFormat.TEXT;

  @Option(
      names = "--timeout-ms",
      defaultValue = "15000",
      description = "The function's time-out (default: ${DEFAULT-VALUE}).")
  private int timeoutMs;

  @Option(
      names = "--memory-mb",
      defaultValue = "128",
      description = "The function's memory size, reported only (default: ${DEFAULT-VALUE}).")
  private int memoryMb;

  @Option(
      names = "--function-name",
      defaultValue = "my-function",
      description = "Default: ${DEFAULT-VALUE}.")
  private String functionName = "";

  @Option(names = "--no-freeze", description = "Do not stop processes between invocations.")
  private boolean noFreeze;

  @Option(
      names = "--shutdown-reason",
      defaultValue = "SPINDOWN",
      description = "${COMPLETION-CANDIDATES}.")
  private ShutdownReason shutdownReason = ShutdownReason.SPINDOWN;

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      converter = FaultSpec.Converter.class,
      description =
          "What OpenObserve's ingestion answers instead: " + FaultSpec.SYNTAX + ". Repeatable.")
  private List<FaultSpec> faults = List.of();

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "Deliver to a real OpenObserve instead of the sandbox's own (give O2_ORGANIZATION_ID and"
              + " O2_AUTHORIZATION_HEADER by --env).")
  private @Nullable String endpoint;

  @Option(
      names = "--print",
      split = ",",
      paramLabel = "WHAT",
      description = "${COMPLETION-CANDIDATES}, separated by commas (default: OUTPUT,RECORDS).")
  private Set<Print> prints = EnumSet.of(Print.OUTPUT, Print.RECORDS);

  /// Runs the command line and exits.
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /// The parser, and what it runs.
  static CommandLine commandLine() {
    return new CommandLine(new SandboxCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((exception, line, _) -> {
          line.getErr().println("ERROR " + exception.getMessage());
          return exception instanceof IllegalArgumentException ? 2 : 1;
        });
  }

  @Override
  public Integer call() throws IOException {
    Transcript transcript = new Transcript(System.out, prints);
    try (OpenObserveSink sink = OpenObserveSink.start()) {
      transcript.watch(sink);
      faults.forEach(each -> each.apply(sink.faults()));
      try (Sandbox sandbox = builder(sink, transcript).start()) {
        return run(sandbox, sink, transcript) ? 0 : 1;
      }
    }
  }

  private boolean run(Sandbox sandbox, OpenObserveSink sink, Transcript transcript) {
    InitResult init = sandbox.init();
    transcript.init(sandbox, init);
    transcript.watch(sandbox);
    boolean succeeded = init.succeeded();
    for (int i = 0; i < invocations; i++) {
      var result = sandbox.invoke(payloads.get(i % payloads.size()));
      transcript.invocation(i + 1, result);
      succeeded &= result.succeeded();
    }
    transcript.shutdown(sandbox.shutdown(shutdownReason));
    if (endpoint == null && !extensions.isEmpty()) {
      succeeded &= transcript.ledger(sandbox, sink);
    }
    return succeeded;
  }

  private SandboxBuilder builder(OpenObserveSink sink, Transcript transcript) {
    SandboxBuilder builder =
        Sandbox.builder()
            .function(function())
            .flavour(flavour)
            .telemetryMode(telemetryMode)
            .logFormat(logFormat)
            .functionName(functionName)
            .memorySizeMb(memoryMb)
            .timeout(Duration.ofMillis(timeoutMs))
            .freezing(!noFreeze)
            .onLine(transcript::line);
    if (endpoint != null) {
      builder.environment("O2_ENDPOINT", endpoint);
    } else {
      builder.environment("O2_ENDPOINT", sink.url());
      builder.environment("O2_ORGANIZATION_ID", sink.organization());
      builder.environment("O2_AUTHORIZATION_HEADER", sink.authorization());
    }
    builder.environment(environment);
    for (String each : extensions) {
      CommandText text = CommandText.parse(each);
      builder.extension(text.name(), text.command());
    }
    return builder;
  }

  private Function function() {
    if (function == null) {
      return Function.scripted(invocation -> {
        invocation.log(invocation.payload());
        return invocation.payload();
      });
    }
    CommandText text = CommandText.parse(function);
    return taskRoot == null
        ? Function.process(text.command())
        : Function.process(text.command(), taskRoot, Map.of());
  }
}
