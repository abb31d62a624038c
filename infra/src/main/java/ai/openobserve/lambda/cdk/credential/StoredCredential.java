package ai.openobserve.lambda.cdk.credential;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.interfaces.ResourceEnvironment;
import software.amazon.awscdk.services.iam.IGrantable;

/// The secret or parameter that holds the credential; not the credential itself.
public sealed interface StoredCredential permits StoredSecret, StoredParameter, ParameterOfArn {

  /// What the extension of a function in this stack reads it by: its name, or its ARN if the name
  /// would be looked up in the wrong account or Region.
  String id(Stack reader);

  /// May be a token.
  String arn();

  /// Its account and Region.
  ResourceEnvironment environment();

  /// The IAM action required to read it.
  String action();

  /// The AWS managed key that encrypts it by default, which needs no grant.
  String defaultKey();

  /// Lets the reader read it, and decrypt it if its key is known.
  void grantRead(IGrantable reader);

  /// For messages.
  @Override
  String toString();

  /// Whether it is known to be in another account than the stack.
  default boolean isOfAnotherAccount(Stack stack) {
    String own = environment().getAccount();
    String other = stack.getAccount();
    return isKnown(own) && isKnown(other) && !own.equals(other);
  }

  /// Whether its name is enough for a function in the stack.
  default boolean isOf(Stack stack) {
    return isSame(environment().getAccount(), stack.getAccount())
        && isSame(environment().getRegion(), stack.getRegion());
  }

  /// Accounts and Regions known only at deployment are taken to be the deployment's own.
  private static boolean isSame(String one, String other) {
    return one.equals(other) || (!isKnown(one) && !isKnown(other));
  }

  private static boolean isKnown(String text) {
    return !Boolean.TRUE.equals(Token.isUnresolved(text));
  }

  /// The ARN, or the construct's path if the ARN is known only at deployment.
  static String shown(String arn, String path) {
    return isKnown(arn) ? arn : path;
  }
}
