package ai.openobserve.lambda.cdk.credential;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.interfaces.ResourceEnvironment;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/// A secret of Secrets Manager, of the app or imported.
record StoredSecret(ISecret secret) implements StoredCredential {

  /// The ARN where it is complete: it names this secret, and not one that has its name later.
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
