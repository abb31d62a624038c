package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import java.util.Optional;
import java.util.function.Consumer;

/// The agents' reports to their environment, and the first failure among them. State is guarded by
/// the monitor: all but [#trail] and [#printed] are called inside it.
final class Events {
  private final Journal<String> trail;
  private final Consumer<OutputLine> lines;
  private Optional<String> failure = Optional.empty();
  private boolean ending;

  Events(Journal<String> trail, Consumer<OutputLine> lines) {
    this.trail = trail;
    this.lines = lines;
  }

  /// Adds a line to the trail.
  void trail(String line) {
    trail.append(line);
  }

  /// Passes on a line of an extension.
  void printed(OutputLine line) {
    lines.accept(line);
  }

  /// Records that the runtime or an extension failed or exited. Only the first failure counts, and
  /// none while the environment shuts down.
  void failed(String errorType) {
    if (!ending && failure.isEmpty()) {
      failure = Optional.of(errorType);
    }
  }

  /// The first failure; empty if there was none.
  Optional<String> failure() {
    return failure;
  }

  /// From now on, the exit of a process is not a failure.
  void expectEnd() {
    ending = true;
  }

  /// Records that the environment is killed, which is a failure even while it shuts down.
  void killed() {
    ending = true;
    failure = failure.or(() -> Optional.of("Sandbox.Killed"));
  }
}
