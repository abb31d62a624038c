package ai.openobserve.lambda.sandbox;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One generation of an environment, from the launch of its processes until they are gone. The
/// phases drive it, the API server changes it; the monitor guards it.
final class ExecutionEnvironment {
  private static final int MAX_EXTENSIONS = 10;

  /// What an agent reports to its environment, inside the monitor but for [#printed].
  interface Events {
    /// Notes what has happened.
    void trail(String line);

    /// A line was written.
    void printed(OutputLine line);

    /// An extension has failed or is gone.
    void failed(ExtensionAgent agent, String errorType);

    /// The runtime has failed or is gone.
    void failed(String errorType);
  }

  private final SandboxOptions options;
  private final Monitor monitor = new Monitor();
  private final Journal<String> trail;
  private final FunctionOutput output;
  private final LambdaEnvironment variables;
  private final Map<String, ExtensionAgent> agents = new LinkedHashMap<>();
  private final RuntimeAgent runtime;
  private final AgentEvents events = new AgentEvents();
  private Optional<String> fatal = Optional.empty();
  private boolean registrationOpen = true;
  private boolean ending;
  private boolean killed;
  private boolean frozen;
  private @Nullable ChildProcess runtimeProcess;
  private @Nullable ScriptedRuntime scripted;

  ExecutionEnvironment(
      SandboxOptions options,
      Journal<String> trail,
      FunctionOutput output,
      LambdaEnvironment variables) {
    this.options = options;
    this.trail = trail;
    this.output = output;
    this.variables = variables;
    this.runtime =
        new RuntimeAgent(monitor, events, options.flavour() == Flavour.MANAGED_INSTANCES);
    for (ExtensionCommand each : options.extensions()) {
      agents.put(each.name(), new ExtensionAgent(each.name(), false, monitor, events));
    }
  }

  Monitor monitor() {
    return monitor;
  }

  SandboxOptions options() {
    return options;
  }

  Collection<ExtensionAgent> agents() {
    return monitor.read(() -> List.copyOf(agents.values()));
  }

  RuntimeAgent runtime() {
    return runtime;
  }

  /// The first failure that makes this environment unusable.
  Optional<String> fatal() {
    return fatal;
  }

  /// Whether it cannot go on: something has failed, or it was killed.
  boolean isBroken() {
    return killed || fatal.isPresent();
  }

  /// Why it cannot go on.
  String brokenType() {
    return fatal.orElse("Sandbox.Killed");
  }

  void trail(String line) {
    trail.append(line);
  }

  void launchExtensions() {
    for (ExtensionCommand each : options.extensions()) {
      if (each.command().isEmpty()) {
        continue;
      }
      ExtensionAgent agent = java.util.Objects.requireNonNull(agents.get(each.name()));
      try {
        agent.launch(each.command().get(), variables.ofExtension());
      } catch (IOException e) {
        trail.append("cannot start " + each.name() + ": " + e.getMessage());
        monitor.update(() -> events.failed(agent, "Extension.LaunchError"));
      }
    }
  }

  void launchRuntime() {
    switch (options.function()) {
      case Function.Scripted(FunctionCode code) ->
          scripted = ScriptedRuntime.start(this, output, code);
      case Function.None() -> scripted = ScriptedRuntime.start(this, output, _ -> "null");
      case Function.RuntimeProcess process -> launch(process);
    }
  }

  private void launch(Function.RuntimeProcess process) {
    try {
      runtimeProcess =
          ChildProcess.start(
              new ChildProcess.Launch(
                  "runtime",
                  process.command(),
                  variables.ofRuntime(process),
                  process.taskRoot(),
                  output::functionLine,
                  this::runtimeExited));
    } catch (IOException e) {
      trail.append("cannot start the function: " + e.getMessage());
      monitor.update(() -> events.failed("Runtime.InvalidEntrypoint"));
    }
  }

  void runtimeExited(int code) {
    monitor.update(() -> runtime.exited(code));
  }

  /// The process of the runtime; empty for scripted code.
  Optional<ChildProcess> runtimeProcess() {
    return Optional.ofNullable(runtimeProcess);
  }

  Optional<ExtensionAgent> byId(String id) {
    return agents.values().stream()
        .filter(each -> each.isRegistered() && each.id().equals(id))
        .findFirst();
  }

  Optional<ExtensionAgent> byName(String name) {
    return Optional.ofNullable(agents.get(name));
  }

  /// A registration under a name that no external extension has comes from within the runtime.
  ExtensionAgent addInternal(String name) throws LambdaError {
    if (!registrationOpen) {
      throw LambdaError.forbidden(
          "Extension.RegistrationClosed", "Extension registration closed already");
    }
    if (agents.size() >= MAX_EXTENSIONS) {
      throw LambdaError.forbidden(
          "Extension.TooManyExtensions", "Extension limit (%d) reached".formatted(MAX_EXTENSIONS));
    }
    ExtensionAgent agent = new ExtensionAgent(name, true, monitor, events);
    agents.put(name, agent);
    return agent;
  }

  void closeRegistration() {
    monitor.update(() -> registrationOpen = false);
  }

  /// From now on the end of a process is no failure.
  void expectEnd() {
    monitor.update(() -> ending = true);
  }

  void freeze() {
    if (options.freezing() && !frozen) {
      frozen = true;
      processes().forEach(ChildProcess::freeze);
      trail.append("freeze");
    }
  }

  void thaw() {
    if (frozen) {
      frozen = false;
      trail.append("thaw");
      processes().forEach(ChildProcess::thaw);
    }
  }

  /// Ends the runtime at once.
  void killRuntime() {
    Optional.ofNullable(scripted).ifPresent(ScriptedRuntime::interrupt);
    runtimeProcess().ifPresent(ChildProcess::kill);
  }

  /// Ends everything at once, and whatever waits for an event.
  void kill() {
    monitor.update(() -> {
      ending = true;
      killed = true;
      runtime.abandon();
      agents.values().forEach(ExtensionAgent::abandon);
    });
    killRuntime();
    processes().forEach(ChildProcess::kill);
  }

  private List<ChildProcess> processes() {
    return java.util.stream.Stream.concat(
            runtimeProcess().stream(), agents().stream().flatMap(each -> each.process().stream()))
        .toList();
  }

  private final class AgentEvents implements Events {
    @Override
    public void trail(String line) {
      trail.append(line);
    }

    @Override
    public void printed(OutputLine line) {
      output.extensionLine(line);
    }

    @Override
    public void failed(ExtensionAgent agent, String errorType) {
      failed(errorType);
    }

    @Override
    public void failed(String errorType) {
      if (!ending && fatal.isEmpty()) {
        fatal = Optional.of(errorType);
      }
    }
  }
}
