package ai.openobserve.lambda.chaos.plan;

import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import java.time.Duration;
import java.util.Optional;

/// One step of a plan.
public sealed interface Step {

  /// How an invocation ends.
  enum Ending {
    /// The function answers.
    ANSWER,
    /// The function throws.
    ERROR,
    /// The function does not come back: SHUTDOWN with reason TIMEOUT.
    HANG,
    /// The runtime exits: SHUTDOWN with reason FAILURE.
    EXIT,
    /// The extension is killed while the function works.
    KILL
  }

  /// Invokes the function.
  ///
  /// @param lines how many lines it writes
  /// @param bytes the size of a line
  /// @param work how long it works
  /// @param midway how the backend changes while it works
  record Invoke(int lines, int bytes, Duration work, Ending ending, Optional<Mood> midway)
      implements Step {}

  /// Leaves the environment frozen.
  record Pause(Duration duration) implements Step {}

  /// Changes the backend while the environment is frozen.
  record Turn(Mood mood) implements Step {}

  /// Ends all connections to the backend while the environment is frozen.
  ///
  /// @param silently without a packet: they are just gone
  record Cut(boolean silently) implements Step {}

  /// Loses the acknowledgements of the next telemetry POSTs, so that they come again.
  record LoseAcknowledgements(int posts) implements Step {}

  /// Sends the extension a telemetry body that is not what it should be.
  record Garbage(String body) implements Step {}

  /// Shuts the environment down; the next invocation starts another one.
  record Shutdown(ShutdownReason reason) implements Step {}
}
