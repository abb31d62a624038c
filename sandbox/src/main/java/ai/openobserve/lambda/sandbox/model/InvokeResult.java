package ai.openobserve.lambda.sandbox.model;

import java.time.Duration;
import java.util.Optional;

/// The outcome of one invocation, complete when its invoke phase has ended.
///
/// @param response what the runtime has answered, an error document included; empty where it has
///   not
/// @param errorType as Lambda names it; empty on success
public record InvokeResult(
    String requestId,
    Status status,
    Optional<String> response,
    Optional<String> errorType,
    Timings timings) {

  /// Where the time of an invocation went. All are measured from the moment the invocation was
  /// dispatched.
  ///
  /// @param response until the runtime has answered: what the caller waits for
  /// @param runtimeDone until the runtime has asked for its next invocation (or is gone)
  /// @param phase until every extension has asked for its next event too: what is billed
  public record Timings(Duration response, Duration runtimeDone, Duration phase) {
    /// What the extensions have added after the function was done.
    public Duration addedByExtensions() {
      return phase.minus(runtimeDone);
    }
  }

  /// Whether the function has answered without an error.
  public boolean succeeded() {
    return status == Status.SUCCESS;
  }
}
