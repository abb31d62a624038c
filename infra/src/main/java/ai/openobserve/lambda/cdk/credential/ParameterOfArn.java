package ai.openobserve.lambda.cdk.credential;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.interfaces.ResourceEnvironment;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;

/// A parameter in Parameter Store whose ARN is known. The CDK imports a `SecureString` only by
/// name, and so only from the stack's own account and Region.
///
/// @param arn complete, not a token
record ParameterOfArn(String arn) implements StoredCredential {

  @Override
  public String id(Stack reader) {
    return arn;
  }

  @Override
  public ResourceEnvironment environment() {
    String[] parts = arn.split(":", 6);
    return ResourceEnvironment.builder().region(parts[3]).account(parts[4]).build();
  }

  @Override
  public String action() {
    return StoredParameter.ACTION;
  }

  @Override
  public String defaultKey() {
    return StoredParameter.DEFAULT_KEY;
  }

  @Override
  public void grantRead(IGrantable reader) {
    Grant.addToPrincipal(
        GrantOnPrincipalOptions.builder()
            .grantee(reader)
            .actions(List.of(action()))
            .resourceArns(List.of(arn))
            .build());
  }

  @Override
  public String toString() {
    return arn;
  }
}
