package ai.openobserve.lambda.extension.config;

/// An AWS service that stores secrets.
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

  /// The service's code in ARNs, host names and signatures.
  public String code() {
    return code;
  }

  /// The variable that names the secret or parameter.
  public String variable() {
    return variable;
  }

  /// The [variable of all AWS
  /// SDKs](https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html) that
  /// overrides the service's endpoint.
  String endpointVariable() {
    return endpointVariable;
  }

  /// The IAM action that the function's role must be allowed.
  public String action() {
    return action;
  }
}
