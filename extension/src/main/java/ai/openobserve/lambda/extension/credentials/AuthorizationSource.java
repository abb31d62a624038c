package ai.openobserve.lambda.extension.credentials;

import ai.openobserve.lambda.extension.config.Authorization;

/// Where a request's `Authorization` comes from. Queried for every request, since it may change
/// while the process lives. Thread-safe.
public interface AuthorizationSource {

  /// What to send. May take as long as reading a secret does.
  Credential current();

  /// To be called after an answer 401 or 403. May take as long as reading a secret does.
  ///
  /// @param used what that request was sent with
  /// @return whether there is another one now, so that sending again makes sense
  boolean refused(Authorization used);

  /// The variable to check where requests are refused.
  String variable();

  /// Where it is read, for messages; empty where it is given.
  String origin();

  /// One that never changes.
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
