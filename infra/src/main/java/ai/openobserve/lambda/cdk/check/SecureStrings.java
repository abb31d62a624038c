package ai.openobserve.lambda.cdk.check;

/// Why a `SecureString` parameter cannot be the source of a variable.
public final class SecureStrings {
  public static final String REFUSED =
      "The authorization is a SecureString parameter, which CloudFormation cannot resolve into a"
          + " function's environment (ssm-secure references work in a few resource types only, and"
          + " AWS::Lambda::Function is not among them): use"
          + " OpenObserveAuthorization.atRuntimeParameter, or put the value into a Secrets Manager"
          + " secret and use fromSecret";

  private SecureStrings() {}
}
