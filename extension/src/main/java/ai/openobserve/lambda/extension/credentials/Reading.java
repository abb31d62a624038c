package ai.openobserve.lambda.extension.credentials;

import ai.openobserve.lambda.extension.config.Authorization;

/// What came of reading a secret once.
sealed interface Reading {

  /// The header that it holds.
  record Value(Authorization authorization) implements Reading {}

  /// No header.
  ///
  /// @param reason what is wrong and what to do about it, without a secret in it
  record Failure(String reason) implements Reading {}
}
