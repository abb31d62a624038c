package ai.openobserve.lambda.extension.lambda;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An answer to `GET event/next`.
public sealed interface LambdaEvent {

  /// A new invocation.
  ///
  /// @param deadline when the function times out
  record Invoke(String requestId, Instant deadline) implements LambdaEvent {}

  /// The environment is shutting down.
  ///
  /// @param reason `SPINDOWN`, `TIMEOUT` or `FAILURE` from Lambda; emulators have others
  /// @param deadline when the process is killed, or null if Lambda does not say
  record Shutdown(String reason, @Nullable Instant deadline) implements LambdaEvent {}

  /// An event of a type newer than this program, which must not end the environment.
  record Unknown(String type) implements LambdaEvent {}
}
