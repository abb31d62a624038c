package ai.openobserve.lambda.sandbox;

import ai.openobserve.lambda.sandbox.internal.model.ExtensionCommand;
import ai.openobserve.lambda.sandbox.internal.model.FunctionIdentity;
import ai.openobserve.lambda.sandbox.internal.model.SandboxOptions;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.LogFormat;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Builds a [Sandbox]; [#start] starts it. Every setting has a default; there are no extensions
/// unless you add some.
public final class SandboxBuilder {
  private final List<ExtensionCommand> extensions = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Function function = Function.none();
  private Flavour flavour = Flavour.ON_DEMAND;
  private TelemetryMode telemetryMode = TelemetryMode.LAMBDA;
  private LogFormat logFormat = LogFormat.TEXT;
  private String functionName = "my-function";
  private String functionVersion = "$LATEST";
  private String handler = "index.handler";
  private String region = "eu-west-1";
  private int memorySizeMb = 128;
  private int maxConcurrency = 10;
  private Duration timeout = Duration.ofSeconds(15);
  private Duration initTimeout = Duration.ofSeconds(10);
  private Duration shutdownTimeout = Duration.ofSeconds(2);
  private Duration snapshotAge = Duration.ofHours(1);
  private boolean freezing = true;
  private int port;
  private Consumer<Sandbox> beforeInit = _ -> {};
  private Consumer<OutputLine> onLine = _ -> {};

  SandboxBuilder() {}

  /// Adds an extension that the sandbox starts as a child process. Call again for more; Lambda
  /// accepts ten at most.
  ///
  /// @param name its file name below `/opt/extensions`; it must register under this name
  /// @param command the executable, or a launcher and its arguments
  public SandboxBuilder extension(String name, List<String> command) {
    extensions.add(new ExtensionCommand(name, Optional.of(List.copyOf(command))));
    return this;
  }

  /// Adds an extension named after its executable.
  public SandboxBuilder extension(Path executable) {
    return extension(
        executable.getFileName().toString(), List.of(executable.toAbsolutePath().toString()));
  }

  /// Adds an extension that is started elsewhere, for example in a debugger: the sandbox waits for
  /// it to register at [Sandbox#runtimeApi], cannot freeze or kill it, and treats it as gone after
  /// [ExtensionProcess#markExited].
  public SandboxBuilder attachedExtension(String name) {
    extensions.add(new ExtensionCommand(name, Optional.empty()));
    return this;
  }

  /// The function; [Function#none] by default.
  public SandboxBuilder function(Function value) {
    this.function = value;
    return this;
  }

  /// Environment variables of the function, which its extensions get too. Only `PATH`, `HOME`,
  /// `LANG`, `TZ` and `TMPDIR` are inherited from this machine.
  public SandboxBuilder environment(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  /// An environment variable of the function.
  public SandboxBuilder environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /// The kind of environment; on-demand by default.
  public SandboxBuilder flavour(Flavour value) {
    this.flavour = value;
    return this;
  }

  /// Whose Telemetry API to imitate; Lambda's by default.
  public SandboxBuilder telemetryMode(TelemetryMode value) {
    this.telemetryMode = value;
    return this;
  }

  /// The function's log format; text by default.
  public SandboxBuilder logFormat(LogFormat value) {
    this.logFormat = value;
    return this;
  }

  /// The function's name; `my-function` by default.
  public SandboxBuilder functionName(String value) {
    this.functionName = value;
    return this;
  }

  /// The function's version; `$LATEST` by default.
  public SandboxBuilder functionVersion(String value) {
    this.functionVersion = value;
    return this;
  }

  /// The function's handler (`_HANDLER`); `index.handler` by default.
  public SandboxBuilder handler(String value) {
    this.handler = value;
    return this;
  }

  /// The region; `eu-west-1` by default.
  public SandboxBuilder region(String value) {
    this.region = value;
    return this;
  }

  /// The memory size to report, in MB; 128 by default. It is not enforced.
  public SandboxBuilder memorySizeMb(int value) {
    this.memorySizeMb = value;
    return this;
  }

  /// How many invocations run at once on Managed Instances; 10 by default.
  public SandboxBuilder maxConcurrency(int value) {
    this.maxConcurrency = value;
    return this;
  }

  /// The function's timeout, which covers the whole invoke phase; 15 s by default.
  public SandboxBuilder timeout(Duration value) {
    this.timeout = value;
    return this;
  }

  /// How long the init phase may take; Lambda's 10 s by default. Raise it for a debugger.
  public SandboxBuilder initTimeout(Duration value) {
    this.initTimeout = value;
    return this;
  }

  /// How long the shutdown phase may take; Lambda's 2000 ms by default.
  public SandboxBuilder shutdownTimeout(Duration value) {
    this.shutdownTimeout = value;
    return this;
  }

  /// The age of a SnapStart snapshot when it is restored: its init events are dated this far back.
  public SandboxBuilder snapshotAge(Duration value) {
    this.snapshotAge = value;
    return this;
  }

  /// Whether processes are stopped (SIGSTOP) between invocations, as on Lambda; true by default.
  /// The Telemetry API pauses between invocations in any case.
  public SandboxBuilder freezing(boolean value) {
    this.freezing = value;
    return this;
  }

  /// A callback for every line of the extensions and the function, on the thread that read it.
  public SandboxBuilder onLine(Consumer<OutputLine> value) {
    this.onLine = value;
    return this;
  }

  /// The port of the API server; a free one by default. A fixed one helps with attached extensions.
  public SandboxBuilder port(int value) {
    this.port = value;
    return this;
  }

  /// A callback before the init phase begins: the place to follow the sandbox's journals, or to
  /// start an attached extension on another thread.
  public SandboxBuilder beforeInit(Consumer<Sandbox> value) {
    this.beforeInit = value;
    return this;
  }

  /// Starts the environment and runs its init phase, which may fail: see [Sandbox#init].
  ///
  /// @throws IllegalArgumentException if Lambda would reject the configuration
  /// @throws IOException if the API server cannot be started
  public Sandbox start() throws IOException {
    return Sandbox.start(options(), beforeInit);
  }

  private SandboxOptions options() {
    return new SandboxOptions(
        extensions,
        function,
        environment,
        flavour,
        telemetryMode,
        logFormat,
        new FunctionIdentity(functionName, functionVersion, handler, region, memorySizeMb),
        maxConcurrency,
        new SandboxOptions.Limits(timeout, initTimeout, shutdownTimeout),
        snapshotAge,
        freezing,
        port,
        onLine);
  }
}
