package ai.openobserve.lambda.extension.credentials;

import ai.openobserve.lambda.extension.config.Authorization;
import java.time.Duration;

/// What a request to OpenObserve can be sent with now.
public sealed interface Credential {

  /// This header.
  record Ready(Authorization authorization) implements Credential {}

  /// None: it could not be read.
  ///
  /// @param reason a sentence without a secret in it
  /// @param retryAfter when asking again makes sense
  record Missing(String reason, Duration retryAfter) implements Credential {}
}
