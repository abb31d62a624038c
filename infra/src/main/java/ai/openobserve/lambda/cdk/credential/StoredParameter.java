package ai.openobserve.lambda.cdk.credential;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.interfaces.ResourceEnvironment;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.ssm.IStringParameter;

/// A parameter in Parameter Store, created by the app or imported.
record StoredParameter(IStringParameter parameter) implements StoredCredential {
  static final String ACTION = "ssm:GetParameter";
  static final String DEFAULT_KEY = "aws/ssm";

  @Override
  public String id(Stack reader) {
    return isOf(reader) ? parameter.getParameterName() : arn();
  }

  @Override
  public String arn() {
    return parameter.getParameterArn();
  }

  @Override
  public ResourceEnvironment environment() {
    return parameter.getEnv();
  }

  @Override
  public String action() {
    return ACTION;
  }

  @Override
  public String defaultKey() {
    return DEFAULT_KEY;
  }

  @Override
  public void grantRead(IGrantable reader) {
    parameter.grantRead(reader);
  }

  @Override
  public String toString() {
    return StoredCredential.shown(arn(), parameter.getNode().getPath());
  }
}
