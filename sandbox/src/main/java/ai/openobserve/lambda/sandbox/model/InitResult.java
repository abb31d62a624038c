package ai.openobserve.lambda.sandbox.model;

import java.time.Duration;
import java.util.Optional;

/// The outcome of an init phase.
///
/// @param errorType Lambda's name for the error, such as `Extension.Crash`, `Extension.InitError`
///   or `Runtime.ExitError`; empty on success
/// @param duration from the start of the phase until the runtime and every extension have asked for
///   their next event
public record InitResult(Status status, Optional<String> errorType, Duration duration) {
  /// Whether the init phase succeeded.
  public boolean succeeded() {
    return status == Status.SUCCESS;
  }
}
