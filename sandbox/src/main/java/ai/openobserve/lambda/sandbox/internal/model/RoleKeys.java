package ai.openobserve.lambda.sandbox.internal.model;

/// The temporary credentials of a function's role, as Lambda puts them into the environment.
public record RoleKeys(String accessKeyId, String secretAccessKey, String sessionToken) {
  /// The credentials in every sandbox.
  public static final RoleKeys SANDBOX =
      new RoleKeys(
          "ASIASANDBOXEXAMPLE00",
          "sandbox/secret+access/key/of/the/role000",
          "sandbox-session-token//==");
}
