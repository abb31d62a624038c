package ai.openobserve.lambda.extension.lambda;

import java.time.Instant;

/// What `GET event/next` answers.
public sealed interface LambdaEvent {

  /// A new invocation.
  ///
  /// @param deadline when the function's time-out ends it
  record Invoke(String requestId, Instant deadline) implements LambdaEvent {}

  /// The environment ends.
  ///
  /// @param reason as Lambda words it: `SPINDOWN`, `TIMEOUT`, `FAILURE`; emulators have others
  /// @param deadline when the process is killed
  record Shutdown(String reason, Instant deadline) implements LambdaEvent {}
}
