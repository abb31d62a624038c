package ai.openobserve.lambda.extension.config;

/// Where the `Authorization` header comes from.
public sealed interface AuthorizationSetting {

  /// `O2_AUTHORIZATION_HEADER` holds it.
  record Given(Authorization authorization) implements AuthorizationSetting {}

  /// `O2_AUTHORIZATION_SECRET` or `O2_AUTHORIZATION_PARAMETER` says where it is stored.
  record AtRuntime(SecretSource source) implements AuthorizationSetting {}
}
