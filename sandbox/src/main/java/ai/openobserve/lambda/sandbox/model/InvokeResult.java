package ai.openobserve.lambda.sandbox.model;

import java.time.Duration;
import java.util.Optional;

/// The outcome of one invocation, complete once its invoke phase has ended.
///
/// @param response the runtime's answer, which may be an error document; empty if there was none
/// @param errorType Lambda's name for the error; empty on success
public record InvokeResult(
    String requestId,
    Status status,
    Optional<String> response,
    Optional<String> errorType,
    Timings timings) {

  /// Where the time of an invocation went, measured from its dispatch.
  ///
  /// @param response until the runtime answered, which is what the caller waits for
  /// @param runtimeDone until the runtime asked for its next invocation, or was gone
  /// @param phase until every extension had also asked for its next event, which is what is billed
  public record Timings(Duration response, Duration runtimeDone, Duration phase) {
    /// The time that the extensions added after the function was done.
    public Duration addedByExtensions() {
      return phase.minus(runtimeDone);
    }
  }

  /// Whether the function answered without an error.
  public boolean succeeded() {
    return status == Status.SUCCESS;
  }
}
