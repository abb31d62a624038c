package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.internal.environment.ExtensionAgent.Kind;
import ai.openobserve.lambda.sandbox.internal.model.ExtensionCommand;
import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import ai.openobserve.lambda.sandbox.internal.model.SandboxOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The extensions of one environment: those with their own process, known from the start, and those
/// that register from within the runtime. Guarded by the monitor, which the public methods enter
/// themselves.
public final class Extensions {
  private static final int MAX_EXTENSIONS = 10;

  private final SandboxOptions options;
  private final Monitor monitor;
  private final Events events;
  private final Map<String, ExtensionAgent> agents = new LinkedHashMap<>();
  private boolean registrationOpen = true;

  Extensions(SandboxOptions options, Monitor monitor, Events events) {
    this.options = options;
    this.monitor = monitor;
    this.events = events;
    for (ExtensionCommand each : options.extensions()) {
      agents.put(each.name(), new ExtensionAgent(each.name(), Kind.EXTERNAL, monitor, events));
    }
  }

  /// All extensions.
  public List<ExtensionAgent> all() {
    return monitor.read(() -> List.copyOf(agents.values()));
  }

  /// Starts their processes; those of attached extensions are started elsewhere.
  void launch(LambdaEnvironment variables) {
    for (ExtensionCommand each : options.extensions()) {
      each.command().ifPresent(command -> launch(external(each.name()), command, variables));
    }
  }

  private ExtensionAgent external(String name) {
    return monitor.read(() -> Objects.requireNonNull(agents.get(name)));
  }

  private void launch(ExtensionAgent agent, List<String> command, LambdaEnvironment variables) {
    try {
      agent.launch(command, variables.ofExtension());
    } catch (IOException e) {
      events.trail("cannot start " + agent.name() + ": " + e.getMessage());
      monitor.update(() -> events.failed("Extension.LaunchError"));
    }
  }

  /// Registers an extension, as an internal one if no external extension has its name.
  ///
  /// @throws LambdaError if Lambda rejects it
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

  /// The registered extension with this identifier.
  public Optional<ExtensionAgent> registered(String id) {
    return all().stream().filter(each -> each.isRegistered() && each.id().equals(id)).findFirst();
  }

  /// Closes the registration of internal extensions.
  public void closeRegistration() {
    monitor.update(() -> registrationOpen = false);
  }

  /// Delivers an event to every extension that registered for its type.
  ///
  /// @param what the event, for the trail
  /// @return those extensions
  public List<ExtensionAgent> deliver(String type, String what, String json) {
    List<ExtensionAgent> listening = all().stream().filter(each -> each.wants(type)).toList();
    monitor.update(() -> listening.forEach(each -> each.deliver(what, json)));
    return listening;
  }

  /// Waits until these extensions are gone, whatever else happens.
  ///
  /// @return false if the deadline has passed
  public boolean awaitGone(List<ExtensionAgent> leaving, long deadlineNanos) {
    return monitor.await(() -> leaving.stream().allMatch(ExtensionAgent::isGone), deadlineNanos);
  }

  /// Ends their requests for the next event. Called inside the monitor.
  void abandon() {
    agents.values().forEach(ExtensionAgent::abandon);
  }
}
