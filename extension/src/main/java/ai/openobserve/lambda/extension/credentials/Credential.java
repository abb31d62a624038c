package ai.openobserve.lambda.extension.credentials;

import ai.openobserve.lambda.extension.config.Authorization;
import java.time.Duration;

/// The credential available for a request to OpenObserve.
public sealed interface Credential {

  /// Send this header.
  record Ready(Authorization authorization) implements Credential {}

  /// No credential: it could not be read.
  ///
  /// @param reason a sentence that contains no secret
  /// @param retryAfter how long to wait before asking again
  record Missing(String reason, Duration retryAfter) implements Credential {}
}
