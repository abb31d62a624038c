package ai.openobserve.lambda.extension.credentials;

import ai.openobserve.lambda.extension.config.Authorization;

/// The source of the `Authorization` header. Queried for every request, since the value may change
/// during the life of the process. Thread-safe.
public interface AuthorizationSource {

  /// The credential to send. May take as long as reading a secret.
  Credential current();

  /// Call it after a 401 or 403 response. May take as long as reading a secret.
  ///
  /// @param used the value that the request was sent with
  /// @return whether there is a different value now, so that retrying makes sense
  boolean refused(Authorization used);

  /// The environment variable to check if requests are refused.
  String variable();

  /// Where the value is read from, for messages; empty if it is given directly.
  String origin();

  /// A source whose value never changes.
  static AuthorizationSource fixed(Authorization authorization) {
    return new AuthorizationSource() {
      @Override
      public Credential current() {
        return new Credential.Ready(authorization);
      }

      @Override
      public boolean refused(Authorization used) {
        return false;
      }

      @Override
      public String variable() {
        return "O2_AUTHORIZATION_HEADER";
      }

      @Override
      public String origin() {
        return "";
      }
    };
  }
}
