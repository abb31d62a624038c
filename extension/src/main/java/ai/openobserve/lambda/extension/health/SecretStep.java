package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.config.Authorization;
import ai.openobserve.lambda.extension.credentials.AuthorizationSource;
import ai.openobserve.lambda.extension.credentials.Credential;

/// Reads a credential that is kept in a secret or parameter. Used by one thread.
final class SecretStep implements Step {
  private final AuthorizationSource source;

  SecretStep(AuthorizationSource source) {
    this.source = source;
  }

  /// The variable to check if the credential is refused.
  String variable() {
    return source.variable();
  }

  /// The credential to send; a placeholder if there is none.
  Authorization authorization() {
    return source.current() instanceof Credential.Ready(Authorization authorization)
        ? authorization
        : new Authorization("none");
  }

  @Override
  public String name() {
    return "secret";
  }

  @Override
  public Finding run() {
    return switch (source.current()) {
      case Credential.Ready ready ->
          new Finding.Passed(source.variable() + " was read from " + source.origin());
      case Credential.Missing missing ->
          new Finding.Failed(
              missing.reason(), "Check " + source.variable() + " and the function's role");
    };
  }
}
