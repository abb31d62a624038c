package ai.openobserve.lambda.sandbox.cli;

import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.SandboxBuilder;
import ai.openobserve.lambda.sandbox.handler.Handler;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.InitResult;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.LogFormat;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import ai.openobserve.lambda.sandbox.view.Browser;
import ai.openobserve.lambda.sandbox.view.LiveView;
import ai.openobserve.lambda.sandbox.view.Wish;
import java.io.IOException;
import java.nio.file.Files;
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
      "  o2-lambda-sandbox --extension o2-lambda-extension-x86_64.zip --handler app.handler --view",
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
          "An extension: a layer's zip, an executable, or a command line. Repeatable; none at all"
              + " is fine too.")
  private List<String> extensions = List.of();

  @Option(
      names = "--function",
      paramLabel = "COMMAND",
      description =
          "The function's runtime: a program that speaks the Runtime API. By default a function"
              + " within the sandbox that prints its payload.")
  private @Nullable String function;

  @Option(
      names = "--handler",
      paramLabel = "FILE.FUNCTION",
      description =
          "The function's handler, in Python or Node.js: app.handler is in app.py, app.mjs, app.js"
              + " or app.cjs. With --function, the value of _HANDLER.")
  private @Nullable String handler;

  @Option(
      names = "--task-root",
      paramLabel = "FOLDER",
      description = "The folder with the function's code, LAMBDA_TASK_ROOT (default: this one).")
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
      names = "--init-timeout-ms",
      defaultValue = "10000",
      description = "How long init may take (default: Lambda's ${DEFAULT-VALUE}).")
  private int initTimeoutMs;

  @Option(
      names = "--shutdown-timeout-ms",
      defaultValue = "2000",
      description = "How long shutdown may take (default: Lambda's ${DEFAULT-VALUE}).")
  private int shutdownTimeoutMs;

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
      names = "--view",
      arity = "0..1",
      fallbackValue = "0",
      paramLabel = "PORT",
      description =
          "Serve a page that shows the run and invokes the function, until it is finished there.")
  private @Nullable Integer viewPort;

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
  public Integer call() throws IOException, InterruptedException {
    if (viewPort != null && endpoint != null) {
      throw new IllegalArgumentException(
          "--view shows what the sandbox's own OpenObserve stores: leave out --endpoint");
    }
    Transcript transcript = new Transcript(System.out, prints);
    SandboxBuilder builder = describe();
    try (OpenObserveSink sink = OpenObserveSink.start();
        @Nullable LiveView view = view(sink)) {
      transcript.watch(sink);
      faults.forEach(each -> each.apply(sink.faults()));
      deliverTo(sink, builder);
      builder.onLine(transcript::line);
      builder.beforeInit(sandbox -> {
        transcript.watch(sandbox);
        if (view != null) {
          view.watch(functionName, sandbox);
        }
      });
      try (Sandbox sandbox = builder.start()) {
        return run(sandbox, sink, view, transcript) ? 0 : 1;
      }
    }
  }

  private @Nullable LiveView view(OpenObserveSink sink) throws IOException {
    return viewPort == null ? null : LiveView.withInvocations(sink, payloads.getFirst(), viewPort);
  }

  private boolean run(
      Sandbox sandbox, OpenObserveSink sink, @Nullable LiveView view, Transcript transcript)
      throws InterruptedException {
    InitResult init = sandbox.init();
    transcript.init(sandbox, init);
    boolean succeeded = init.succeeded();
    for (int i = 0; i < invocations; i++) {
      succeeded &= invoke(payloads.get(i % payloads.size()), sandbox, transcript);
    }
    if (view != null) {
      transcript.view(view.url(), Browser.open(view.url(), System.getenv()));
      while (view.awaitWish() instanceof Wish.Invoke(String payload)) {
        succeeded &= invoke(payload, sandbox, transcript);
      }
    }
    transcript.shutdown(sandbox.shutdown(shutdownReason));
    if (endpoint == null && !extensions.isEmpty()) {
      succeeded &= transcript.ledger(sandbox, sink);
    }
    return succeeded;
  }

  private static boolean invoke(String payload, Sandbox sandbox, Transcript transcript) {
    InvokeResult result = sandbox.invoke(payload);
    transcript.invocation(result);
    return result.succeeded();
  }

  private SandboxBuilder describe() throws IOException {
    SandboxBuilder builder =
        Sandbox.builder()
            .function(function())
            .flavour(flavour)
            .telemetryMode(telemetryMode)
            .logFormat(logFormat)
            .functionName(functionName)
            .memorySizeMb(memoryMb)
            .timeout(Duration.ofMillis(timeoutMs))
            .initTimeout(Duration.ofMillis(initTimeoutMs))
            .shutdownTimeout(Duration.ofMillis(shutdownTimeoutMs))
            .freezing(!noFreeze);
    if (handler != null) {
      builder.handler(handler);
    }
    for (String each : extensions) {
      addExtension(each, builder);
    }
    return builder;
  }

  private static void addExtension(String text, SandboxBuilder builder) throws IOException {
    if (text.endsWith(".zip") && Files.isRegularFile(Path.of(text))) {
      for (Path file : ExtensionFiles.unpack(Path.of(text))) {
        ExtensionFiles.check(file, System.getProperty("os.arch"));
        builder.extension(file);
      }
      return;
    }
    CommandText command = CommandText.parse(text).found("--extension", searchPath(), Path.of(""));
    Path file = Path.of(command.program());
    if (Files.isRegularFile(file)) {
      ExtensionFiles.check(file, System.getProperty("os.arch"));
    }
    builder.extension(command.name(), command.command());
  }

  private void deliverTo(OpenObserveSink sink, SandboxBuilder builder) {
    if (endpoint != null) {
      builder.environment("O2_ENDPOINT", endpoint);
    } else {
      builder.environment("O2_ENDPOINT", sink.url());
      builder.environment("O2_ORGANIZATION_ID", sink.organization());
      builder.environment("O2_AUTHORIZATION_HEADER", sink.authorization());
    }
    builder.environment(environment);
  }

  private Function function() {
    Path folder = taskRoot == null ? Path.of("") : taskRoot;
    if (!Files.isDirectory(folder.toAbsolutePath())) {
      throw new IllegalArgumentException("--task-root: %s is not a folder".formatted(folder));
    }
    if (function != null) {
      CommandText text = CommandText.parse(function).found("--function", searchPath(), folder);
      return Function.process(text.command(), folder.toAbsolutePath(), Map.of());
    }
    if (handler != null) {
      return Handler.find(folder.toAbsolutePath(), handler, searchPath()).function();
    }
    return Function.scripted(invocation -> {
      invocation.log(invocation.payload());
      return invocation.payload();
    });
  }

  private static String searchPath() {
    return System.getenv().getOrDefault("PATH", "");
  }
}
