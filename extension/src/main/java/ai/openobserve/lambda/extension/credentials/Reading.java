package ai.openobserve.lambda.extension.credentials;

import ai.openobserve.lambda.extension.config.Authorization;

/// The result of reading a secret once.
sealed interface Reading {

  /// The header that the secret holds.
  record Value(Authorization authorization) implements Reading {}

  /// No usable header.
  ///
  /// @param reason what is wrong and what to do about it; contains no secret
  record Failure(String reason) implements Reading {}
}
