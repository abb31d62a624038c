package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.internal.environment.ExtensionAgent.Exit;
import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import ai.openobserve.lambda.sandbox.model.ExtensionState;
import java.util.List;
import java.util.Optional;

/// The state machine of one extension: its state, the transitions that Lambda allows, and how it
/// ended. Guarded by the monitor; never waits.
final class ExtensionLife {
  private final String name;
  private final String id;
  private final Events reports;
  private ExtensionState state = ExtensionState.STARTED;
  private List<String> events = List.of();
  private Optional<String> error = Optional.empty();
  private Optional<Exit> exit = Optional.empty();

  ExtensionLife(String name, String id, Events reports) {
    this.name = name;
    this.id = id;
    this.reports = reports;
  }

  ExtensionState state() {
    return state;
  }

  /// The events it registered for.
  List<String> events() {
    return events;
  }

  /// The error type it reported through init/error or exit/error.
  Optional<String> error() {
    return error;
  }

  Optional<Exit> exit() {
    return exit;
  }

  boolean isGone() {
    return exit.isPresent();
  }

  void register(List<String> wanted) throws LambdaError {
    if (state != ExtensionState.STARTED) {
      throw refused(ExtensionState.REGISTERED, name);
    }
    events = List.copyOf(wanted);
    state = ExtensionState.REGISTERED;
    reports.trail("register " + name + " " + events);
  }

  /// The extension asks for its next event.
  void next() throws LambdaError {
    if (state != ExtensionState.REGISTERED && state != ExtensionState.RUNNING) {
      throw refused(ExtensionState.READY, id);
    }
    state = ExtensionState.READY;
    reports.trail("next " + name);
  }

  /// The extension receives an event.
  ///
  /// @param what the event, for the trail
  void run(String what) {
    state = ExtensionState.RUNNING;
    reports.trail(what + " -> " + name);
  }

  void initError(String type) throws LambdaError {
    if (state != ExtensionState.REGISTERED && state != ExtensionState.INIT_ERROR) {
      throw refused(ExtensionState.INIT_ERROR, id);
    }
    fail(ExtensionState.INIT_ERROR, type, "Extension.InitError");
  }

  void exitError(String type) throws LambdaError {
    if (state == ExtensionState.STARTED || state == ExtensionState.INIT_ERROR || isGone()) {
      throw refused(ExtensionState.EXIT_ERROR, id);
    }
    fail(ExtensionState.EXIT_ERROR, type, "Extension.ExitError");
  }

  private void fail(ExtensionState how, String type, String failure) {
    state = how;
    error = Optional.of(type);
    reports.trail(how.wireName() + " " + name + " " + type);
    reports.failed(failure);
  }

  /// The process ended. A state that already says why is kept.
  void exited(int code) {
    exit = Optional.of(new Exit(code, System.nanoTime()));
    if (error.isEmpty()) {
      state = ExtensionState.EXITED;
    }
    reports.trail("exit " + name + " " + code);
    reports.failed("Extension.Crash");
  }

  private LambdaError refused(ExtensionState wanted, String who) {
    return LambdaError.forbidden(
        "Extension.InvalidExtensionState",
        "State transition from %s to %s failed for extension %s. Error: State transition is not allowed"
            .formatted(state.wireName(), wanted.wireName(), who));
  }
}
