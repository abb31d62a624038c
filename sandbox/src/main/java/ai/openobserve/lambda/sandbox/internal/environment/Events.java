package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import java.util.Optional;
import java.util.function.Consumer;

/// What the agents report to their environment, and the first failure among it. State is guarded by
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

  /// Notes what has happened.
  void trail(String line) {
    trail.append(line);
  }

  /// An extension has written a line.
  void printed(OutputLine line) {
    lines.accept(line);
  }

  /// The runtime or an extension has failed or is gone. Only the first failure counts, and none
  /// while the environment ends.
  void failed(String errorType) {
    if (!ending && failure.isEmpty()) {
      failure = Optional.of(errorType);
    }
  }

  /// The first failure; empty where there was none.
  Optional<String> failure() {
    return failure;
  }

  /// From now on the end of a process is no failure.
  void expectEnd() {
    ending = true;
  }

  /// The environment is killed, which is a failure even while it ends.
  void killed() {
    ending = true;
    failure = failure.or(() -> Optional.of("Sandbox.Killed"));
  }
}
