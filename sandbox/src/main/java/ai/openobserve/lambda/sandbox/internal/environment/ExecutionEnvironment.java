package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.internal.environment.ExtensionAgent.Kind;
import ai.openobserve.lambda.sandbox.internal.model.ExtensionCommand;
import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import ai.openobserve.lambda.sandbox.internal.model.SandboxOptions;
import ai.openobserve.lambda.sandbox.internal.process.ChildProcess;
import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import ai.openobserve.lambda.sandbox.model.PhaseEvent;
import ai.openobserve.lambda.sandbox.model.PhaseEvent.Phase;
import ai.openobserve.lambda.sandbox.model.Status;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// One generation of an environment, from the launch of its processes until they are gone. The
/// phases drive it and the API server changes it; its monitor, which stays in this package, guards
/// it.
public final class ExecutionEnvironment {
  private static final int MAX_EXTENSIONS = 10;

  /// What an agent reports to its environment, inside the monitor but for [#printed].
  interface Events {
    /// Notes what has happened.
    void trail(String line);

    /// A line was written.
    void printed(OutputLine line);

    /// The runtime or an extension has failed or is gone.
    void failed(String errorType);
  }

  private final SandboxOptions options;
  private final Monitor monitor = new Monitor();
  private final Journal<String> trail;
  private final Journal<PhaseEvent> phases;
  private final LambdaEnvironment variables;
  private final Map<String, ExtensionAgent> agents = new LinkedHashMap<>();
  private final RuntimeAgent runtime;
  private final RuntimeHost host;
  private final AgentEvents events;
  private Optional<String> fatal = Optional.empty();
  private boolean registrationOpen = true;
  private boolean ending;
  private boolean frozen;

  public ExecutionEnvironment(
      SandboxOptions options,
      Journal<String> trail,
      Journal<PhaseEvent> phases,
      FunctionOutput output,
      LambdaEnvironment variables) {
    this.options = options;
    this.trail = trail;
    this.phases = phases;
    this.variables = variables;
    this.events = new AgentEvents(output);
    this.runtime =
        new RuntimeAgent(monitor, events, options.flavour() == Flavour.MANAGED_INSTANCES);
    this.host = new RuntimeHost(options, runtime, output);
    for (ExtensionCommand each : options.extensions()) {
      agents.put(each.name(), new ExtensionAgent(each.name(), Kind.EXTERNAL, monitor, events));
    }
  }

  /// What the sandbox was built with.
  public SandboxOptions options() {
    return options;
  }

  /// All extensions.
  public List<ExtensionAgent> agents() {
    return monitor.read(() -> List.copyOf(agents.values()));
  }

  /// The runtime.
  public RuntimeAgent runtime() {
    return runtime;
  }

  /// Notes what has happened.
  public void trail(String line) {
    trail.append(line);
  }

  /// Notes that a phase begins or ends.
  public void note(PhaseEvent event) {
    phases.append(event);
  }

  /// Why it cannot go on; empty where it can.
  public Optional<String> failure() {
    return monitor.read(() -> fatal);
  }

  /// Starts the extensions' processes.
  public void launchExtensions() {
    for (ExtensionCommand each : options.extensions()) {
      if (each.command().isEmpty()) {
        continue;
      }
      ExtensionAgent agent = Objects.requireNonNull(agents.get(each.name()));
      try {
        agent.launch(each.command().get(), variables.ofExtension());
      } catch (IOException e) {
        trail.append("cannot start " + each.name() + ": " + e.getMessage());
        monitor.update(() -> events.failed("Extension.LaunchError"));
      }
    }
  }

  /// Starts the runtime.
  public void launchRuntime() {
    try {
      host.launch(variables, code -> monitor.update(() -> runtime.exited(code)));
    } catch (IOException e) {
      trail.append("cannot start the function: " + e.getMessage());
      monitor.update(() -> events.failed("Runtime.InvalidEntrypoint"));
    }
  }

  /// Registers an extension. A name that no external extension has comes from within the runtime.
  ///
  /// @throws LambdaError where Lambda refuses it
  public ExtensionAgent register(String name, List<String> wanted)
      throws LambdaError, InterruptedException {
    return monitor.call(() -> {
      Optional<ExtensionAgent> known = Optional.ofNullable(agents.get(name));
      boolean external = known.map(ExtensionAgent::isExternal).orElse(false);
      EventTypes.check(wanted, external, options.flavour());
      ExtensionAgent agent = known.isPresent() ? known.get() : addInternal(name);
      agent.register(wanted);
      return agent;
    });
  }

  private ExtensionAgent addInternal(String name) throws LambdaError {
    if (!registrationOpen) {
      throw LambdaError.forbidden(
          "Extension.RegistrationClosed", "Extension registration closed already");
    }
    if (agents.size() >= MAX_EXTENSIONS) {
      throw LambdaError.forbidden(
          "Extension.TooManyExtensions", "Extension limit (%d) reached".formatted(MAX_EXTENSIONS));
    }
    ExtensionAgent agent = new ExtensionAgent(name, Kind.INTERNAL, monitor, events);
    agents.put(name, agent);
    return agent;
  }

  /// The extension that was given this identifier.
  public Optional<ExtensionAgent> registered(String id) {
    return agents().stream()
        .filter(each -> each.isRegistered() && each.id().equals(id))
        .findFirst();
  }

  /// From now on no internal extension may register.
  public void closeRegistration() {
    monitor.update(() -> registrationOpen = false);
  }

  /// Gives the runtime an invocation.
  public void dispatch(Invocation invocation) {
    monitor.update(() -> runtime.dispatch(invocation));
  }

  /// Gives an event to every extension that has registered for its type.
  ///
  /// @param what the event in the trail's words
  /// @return those extensions
  public List<ExtensionAgent> deliver(String type, String what, String json) {
    List<ExtensionAgent> listening = agents().stream().filter(each -> each.wants(type)).toList();
    monitor.update(() -> listening.forEach(each -> each.deliver(what, json)));
    return listening;
  }

  /// Waits until this holds for every extension.
  ///
  /// @return false where the deadline has passed, or the environment has failed
  public boolean awaitAll(Predicate<ExtensionAgent> condition, long deadlineNanos) {
    return awaitWorking(() -> agents().stream().allMatch(condition), deadlineNanos);
  }

  /// Waits until this holds for the runtime.
  ///
  /// @return false where the deadline has passed, or the environment has failed
  public boolean awaitRuntime(Predicate<RuntimeAgent> condition, long deadlineNanos) {
    return awaitWorking(() -> condition.test(runtime), deadlineNanos);
  }

  /// Waits until the runtime is done with an invocation.
  ///
  /// @return false where the invocation has timed out, or the environment has failed
  public boolean awaitDone(Invocation invocation) {
    return awaitWorking(invocation::done, invocation.deadlineNanos());
  }

  private boolean awaitWorking(BooleanSupplier condition, long deadlineNanos) {
    boolean settled =
        monitor.await(() -> fatal.isPresent() || condition.getAsBoolean(), deadlineNanos);
    return settled && failure().isEmpty();
  }

  /// Waits until these extensions are gone, whatever else happens.
  ///
  /// @return false where the deadline has passed
  public boolean awaitGone(List<ExtensionAgent> leaving, long deadlineNanos) {
    return monitor.await(() -> leaving.stream().allMatch(ExtensionAgent::isGone), deadlineNanos);
  }

  /// Asks the runtime's process to end, and waits for it; then ends it.
  public void endRuntime(long deadlineNanos) {
    host.process()
        .ifPresent(process -> {
          process.terminate();
          boolean _ = monitor.await(runtime::isGone, deadlineNanos);
        });
    host.kill();
  }

  /// Ends the runtime at once.
  public void killRuntime() {
    host.kill();
  }

  /// Ends an invocation that the function has not answered, or whose extensions are not ready.
  public void abort(Invocation invocation) {
    monitor.update(() ->
        invocation.end(
            fatal.isPresent() ? Status.FAILURE : Status.TIMEOUT,
            Optional.of(fatal.orElse("Sandbox.Timedout"))));
  }

  /// An invocation that never reached the runtime.
  public InvokeResult failed(Invocation invocation, Optional<String> errorType) {
    monitor.update(() -> invocation.end(Status.FAILURE, errorType));
    return result(invocation);
  }

  /// What has become of an invocation up to now.
  public InvokeResult result(Invocation invocation) {
    return monitor.read(invocation::result);
  }

  /// Lets the runtime go on from its snapshot.
  public void restore() {
    monitor.update(runtime::restore);
  }

  /// From now on the end of a process is no failure.
  public void expectEnd() {
    monitor.update(() -> ending = true);
  }

  /// Stops all processes.
  public void freeze() {
    if (options.freezing() && !frozen) {
      frozen = true;
      processes().forEach(ChildProcess::freeze);
      trail.append("freeze");
      note(new PhaseEvent.Began(Instant.now(), Phase.FREEZE, ""));
    }
  }

  /// Lets all processes go on.
  public void thaw() {
    if (frozen) {
      frozen = false;
      trail.append("thaw");
      note(new PhaseEvent.Ended(Instant.now(), Phase.FREEZE, "", Status.SUCCESS.wireName()));
      processes().forEach(ChildProcess::thaw);
    }
  }

  /// Ends everything at once, and whatever waits for an event.
  public void kill() {
    monitor.update(() -> {
      ending = true;
      fatal = fatal.or(() -> Optional.of("Sandbox.Killed"));
      runtime.abandon();
      agents.values().forEach(ExtensionAgent::abandon);
    });
    host.kill();
    processes().forEach(ChildProcess::kill);
  }

  private List<ChildProcess> processes() {
    return java.util.stream.Stream.concat(
            host.process().stream(), agents().stream().flatMap(each -> each.process().stream()))
        .toList();
  }

  private final class AgentEvents implements Events {
    private final FunctionOutput output;

    AgentEvents(FunctionOutput output) {
      this.output = output;
    }

    @Override
    public void trail(String line) {
      trail.append(line);
    }

    @Override
    public void printed(OutputLine line) {
      output.extensionLine(line);
    }

    @Override
    public void failed(String errorType) {
      if (!ending && fatal.isEmpty()) {
        fatal = Optional.of(errorType);
      }
    }
  }
}
