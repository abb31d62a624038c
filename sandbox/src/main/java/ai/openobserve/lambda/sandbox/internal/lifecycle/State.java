package ai.openobserve.lambda.sandbox.internal.lifecycle;

import java.time.Duration;
import java.util.Optional;

/// The state of a sandbox between two phases.
sealed interface State {
  /// There is no environment yet, or the last one has ended. The next invocation initialises one.
  record Down() implements State {}

  /// Initialised and frozen as a snapshot, which the first invocation restores.
  record Snapshotted() implements State {}

  /// Ready for invocations.
  ///
  /// @param init the duration of the init if the next report must state it
  record Up(Optional<Duration> init) implements State {}

  /// Closed permanently.
  record Closed() implements State {}

  /// Whether there is an environment, which may have failed in the meantime.
  default boolean hasEnvironment() {
    return switch (this) {
      case Up(_), Snapshotted() -> true;
      case Down(), Closed() -> false;
    };
  }
}
