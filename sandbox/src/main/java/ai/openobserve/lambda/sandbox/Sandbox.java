package ai.openobserve.lambda.sandbox;

import ai.openobserve.lambda.sandbox.internal.lifecycle.Environments;
import ai.openobserve.lambda.sandbox.internal.lifecycle.Lifecycle;
import ai.openobserve.lambda.sandbox.internal.model.SandboxOptions;
import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.model.InitResult;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import ai.openobserve.lambda.sandbox.model.PhaseEvent;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.ShutdownResult;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A local AWS Lambda execution environment. It starts real extension processes, serves the
/// Runtime, Extensions and Telemetry APIs to them and to the function, and drives them through
/// init, invoke and shutdown with Lambda's deadlines. It rejects what Lambda rejects, with Lambda's
/// own status and error type.
///
/// ```java
/// try (Sandbox sandbox = Sandbox.builder()
///     .extension(Path.of("target/o2-lambda-extension"))
///     .function(Function.scripted(invocation -> { invocation.log("hello"); return "{}"; }))
///     .environment("O2_ENDPOINT", sink.url())
///     .start()) {
///   InvokeResult result = sandbox.invoke("{}");
///   sandbox.shutdown(ShutdownReason.SPINDOWN);
/// }
/// ```
///
/// After a time-out or a failure the environment is reset: its processes get SHUTDOWN and end, and
/// the next invocation initialises a new one. [#close], or else the exit of this JVM, kills every
/// process that is left.
///
/// Thread-safe. Invocations queue up, except on Managed Instances, where they overlap.
public final class Sandbox implements AutoCloseable {
  private final Environments environments;
  private final Lifecycle lifecycle;

  private Sandbox(Environments environments, Lifecycle lifecycle) {
    this.environments = environments;
    this.lifecycle = lifecycle;
  }

  /// Describes a new sandbox.
  public static SandboxBuilder builder() {
    return new SandboxBuilder();
  }

  static Sandbox start(SandboxOptions options, Consumer<Sandbox> beforeInit) throws IOException {
    Environments environments = new Environments(options);
    Sandbox sandbox = new Sandbox(environments, new Lifecycle(options, environments));
    beforeInit.accept(sandbox);
    sandbox.lifecycle.initialise();
    return sandbox;
  }

  /// The outcome of the latest init phase.
  public InitResult init() {
    return lifecycle.initResult();
  }

  /// Invokes the function and waits for the end of the invoke phase: until the runtime and every
  /// extension registered for INVOKE have asked for their next event, or the function has timed out
  /// and the environment was reset.
  ///
  /// @throws IllegalStateException after [#close]
  public InvokeResult invoke(String payload) {
    return lifecycle.invoke(payload);
  }

  /// Like [#invoke], on its own thread.
  public CompletableFuture<InvokeResult> invokeAsync(String payload) {
    CompletableFuture<InvokeResult> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("invoke")
        .start(() -> {
          try {
            result.complete(lifecycle.invoke(payload));
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  /// Shuts the environment down: the runtime first, then SHUTDOWN for every extension that has
  /// registered for it, then SIGKILL for those that are left when the deadline has passed. A later
  /// [#invoke] initialises it again.
  public ShutdownResult shutdown(ShutdownReason reason) {
    return lifecycle.shutdown(reason);
  }

  /// The environment's only (or first) extension: the process of the latest init phase.
  ///
  /// @throws IllegalStateException if there is none
  public ExtensionProcess extension() {
    return extensions().stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The sandbox has no extension"));
  }

  /// The extension of this name: the process of the latest init phase.
  ///
  /// @throws IllegalArgumentException if there is none
  public ExtensionProcess extension(String name) {
    return extensions().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No extension is named " + name));
  }

  /// All extensions: the processes of the latest init phase.
  public List<ExtensionProcess> extensions() {
    return environments.extensions().stream().map(ExtensionProcess::new).toList();
  }

  /// The Telemetry API: watches and controls what it sends.
  public Telemetry telemetry() {
    return new Telemetry(environments.telemetry(), lifecycle.order());
  }

  /// Every line written by the function and the extensions, of all processes since the start.
  public Journal<OutputLine> output() {
    return environments.output();
  }

  /// The function's own lines, raw ones included, for comparison with what the sink stored.
  public List<String> functionLines() {
    return output().entries(line -> line.source().equals(OutputLine.FUNCTION)).stream()
        .map(OutputLine::text)
        .toList();
  }

  /// What happened, in order, one line per event: `register o2-lambda-extension [INVOKE,
  /// SHUTDOWN]`, `INVOKE 2f1c… -> o2-lambda-extension`, `runtime done 2f1c…`, `freeze`, `thaw`,
  /// `403 Extension.InvalidEventType …`.
  public Journal<String> trail() {
    return environments.trail();
  }

  /// When phases began and ended, across all generations of the environment.
  public Journal<PhaseEvent> phaseEvents() {
    return environments.phaseEvents();
  }

  /// Host and port of the API server: the value of `AWS_LAMBDA_RUNTIME_API`.
  public String runtimeApi() {
    return environments.runtimeApi();
  }

  /// Cuts every connection to the API server and closes its port permanently.
  public void breakRuntimeApi() {
    environments.breakRuntimeApi();
  }

  /// Kills every process at once and closes the server. Idempotent.
  @Override
  public void close() {
    lifecycle.close();
  }
}
