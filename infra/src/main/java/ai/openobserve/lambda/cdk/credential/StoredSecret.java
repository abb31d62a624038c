package ai.openobserve.lambda.cdk.credential;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.interfaces.ResourceEnvironment;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/// A secret in Secrets Manager, created by the app or imported.
record StoredSecret(ISecret secret) implements StoredCredential {

  /// The ARN if it is complete: it identifies this secret, not a later one with the same name.
  @Override
  public String id(Stack reader) {
    return secret.getSecretFullArn() == null && isOf(reader) ? secret.getSecretName() : arn();
  }

  @Override
  public String arn() {
    return secret.getSecretArn();
  }

  @Override
  public ResourceEnvironment environment() {
    return secret.getEnv();
  }

  @Override
  public String action() {
    return "secretsmanager:GetSecretValue";
  }

  @Override
  public String defaultKey() {
    return "aws/secretsmanager";
  }

  @Override
  public void grantRead(IGrantable reader) {
    secret.grantRead(reader);
  }

  @Override
  public String toString() {
    return StoredCredential.shown(arn(), secret.getNode().getPath());
  }
}
