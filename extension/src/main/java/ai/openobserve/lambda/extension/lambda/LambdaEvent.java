package ai.openobserve.lambda.extension.lambda;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What `GET event/next` answers.
public sealed interface LambdaEvent {

  /// A new invocation.
  ///
  /// @param deadline when the function's time-out ends it
  record Invoke(String requestId, Instant deadline) implements LambdaEvent {}

  /// The environment ends.
  ///
  /// @param reason as Lambda words it: `SPINDOWN`, `TIMEOUT`, `FAILURE`; emulators have others
  /// @param deadline when the process is killed, or null where Lambda does not say
  record Shutdown(String reason, @Nullable Instant deadline) implements LambdaEvent {}

  /// An event of a type that this program does not know: something newer than it, which must not
  /// end the environment.
  record Unknown(String type) implements LambdaEvent {}
}
