package ai.openobserve.lambda.sandbox.cli;

import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.SandboxBuilder;
import ai.openobserve.lambda.sandbox.model.InitResult;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import ai.openobserve.lambda.sandbox.view.Browser;
import ai.openobserve.lambda.sandbox.view.LiveView;
import ai.openobserve.lambda.sandbox.view.Wish;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "  o2-lambda-sandbox --extension LAYER.zip --handler app.handler --view",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every invocation succeeded, and every printed line was stored exactly once",
      "1:an invocation failed, or lines are missing or doubled",
      "2:invalid arguments"
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

  @Mixin private EnvironmentOptions environment = new EnvironmentOptions();

  @Mixin private FunctionOptions function = new FunctionOptions();

  @Option(
      names = {"-n", "--invocations"},
      defaultValue = "1",
      description = "How many invocations (default: ${DEFAULT-VALUE}).")
  private int invocations;

  @Option(
      names = "--payload",
      paramLabel = "JSON",
      description = "The payload of an invocation. Repeatable; used in turn.")
  private List<String> payloads = List.of("{\"hello\":\"world\"}");

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
          "Serve a page that shows the run and invokes the function; Finish on it ends the run.")
  private @Nullable Integer viewPort;

  @Option(
      names = "--print",
      split = ",",
      paramLabel = "WHAT",
      description = "${COMPLETION-CANDIDATES}, separated by commas (default: OUTPUT,RECORDS).")
  private Set<Print> prints = EnumSet.of(Print.OUTPUT, Print.RECORDS);

  /// Runs the command line and exits.
  public static void main(String[] arguments) {
    // Functions print UTF-8, whatever the locale.
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    System.exit(commandLine().execute(arguments));
  }

  /// The parser, and what it runs.
  static CommandLine commandLine() {
    Refusal refusal = new Refusal();
    return new CommandLine(new SandboxCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(refusal)
        .setExecutionExceptionHandler(refusal);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (viewPort != null && endpoint != null) {
      throw new IllegalArgumentException(
          "--view shows what the sandbox's own OpenObserve stores: leave out --endpoint");
    }
    OptionValue.atLeast(0, "--invocations", invocations);
    payloads.forEach(each -> OptionValue.json("--payload", each));
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
          view.watch(function.name(), sandbox);
        }
      });
      try (Sandbox sandbox = builder.start()) {
        return run(sandbox, sink, view, transcript) ? 0 : 1;
      }
    }
  }

  private @Nullable LiveView view(OpenObserveSink sink) throws IOException {
    return viewPort == null
        ? null
        : OptionValue.listening(
            "--view", viewPort, port -> LiveView.withInvocations(sink, payloads.getFirst(), port));
  }

  private boolean run(
      Sandbox sandbox, OpenObserveSink sink, @Nullable LiveView view, Transcript transcript)
      throws InterruptedException {
    InitResult init = sandbox.init();
    transcript.init(sandbox, init);
    List<String> advice = new ArrayList<>();
    init.errorType().ifPresent(type -> advice.add(Advice.onInit(type, sandbox)));
    for (int i = 0; i < invocations; i++) {
      invoke(payloads.get(i % payloads.size()), sandbox, transcript).ifPresent(advice::add);
    }
    if (view != null) {
      advice.stream().findFirst().ifPresent(transcript::next);
      transcript.view(view.url(), Browser.open(view.url(), System.getenv()));
      while (view.awaitWish() instanceof Wish.Invoke(String payload)) {
        invoke(payload, sandbox, transcript).ifPresent(advice::add);
      }
    }
    transcript.shutdown(sandbox.shutdown(environment.shutdownReason()));
    if (endpoint == null && environment.hasExtensions() && !transcript.ledger(sandbox, sink)) {
      advice.add(Advice.onLedger(sandbox));
    }
    advice.stream().findFirst().ifPresent(transcript::next);
    return advice.isEmpty();
  }

  /// @return what to do if it did not succeed
  private static Optional<String> invoke(String payload, Sandbox sandbox, Transcript transcript) {
    InvokeResult result = sandbox.invoke(payload);
    transcript.invocation(result);
    return result.succeeded() ? Optional.empty() : Optional.of(Advice.onInvocation(result));
  }

  private SandboxBuilder describe() throws IOException {
    SandboxBuilder builder = Sandbox.builder();
    function.applyTo(builder);
    environment.applyTo(builder);
    return builder;
  }

  private void deliverTo(OpenObserveSink sink, SandboxBuilder builder) {
    if (endpoint != null) {
      builder.environment("O2_ENDPOINT", endpoint);
    } else {
      builder.environment("O2_ENDPOINT", sink.url());
      builder.environment("O2_ORGANIZATION_ID", sink.organization());
      builder.environment("O2_AUTHORIZATION_HEADER", sink.authorization());
    }
    builder.environment(function.variables());
  }
}
