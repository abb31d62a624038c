package ai.openobserve.lambda.extension.config;

/// A service of AWS that keeps secrets.
public enum AwsService {
  SECRETS_MANAGER(
      "secretsmanager",
      "O2_AUTHORIZATION_SECRET",
      "AWS_ENDPOINT_URL_SECRETS_MANAGER",
      "secretsmanager:GetSecretValue"),
  PARAMETER_STORE("ssm", "O2_AUTHORIZATION_PARAMETER", "AWS_ENDPOINT_URL_SSM", "ssm:GetParameter");

  private final String code;
  private final String variable;
  private final String endpointVariable;
  private final String action;

  AwsService(String code, String variable, String endpointVariable, String action) {
    this.code = code;
    this.variable = variable;
    this.endpointVariable = endpointVariable;
    this.action = action;
  }

  /// As ARNs, host names and signatures have it.
  public String code() {
    return code;
  }

  /// The variable that names what to read there.
  public String variable() {
    return variable;
  }

  /// The [variable of all AWS
  /// SDKs](https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html) for another
  /// endpoint of the service.
  String endpointVariable() {
    return endpointVariable;
  }

  /// What the function's role must be allowed to do.
  public String action() {
    return action;
  }
}
