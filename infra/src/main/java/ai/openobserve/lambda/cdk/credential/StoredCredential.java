package ai.openobserve.lambda.cdk.credential;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.interfaces.ResourceEnvironment;
import software.amazon.awscdk.services.iam.IGrantable;

/// What keeps the credential; not the credential itself.
public sealed interface StoredCredential permits StoredSecret, StoredParameter, ParameterOfArn {

  /// What identifies it to the extension in a function of this stack: a name, or an ARN where the
  /// name would be looked for in the wrong account or Region.
  String id(Stack reader);

  /// May be a token.
  String arn();

  /// Its account and Region.
  ResourceEnvironment environment();

  /// The action that reading it takes.
  String action();

  /// The key of AWS's that encrypts it where no other is chosen, and that needs no grant.
  String defaultKey();

  /// Lets it be read, and decrypted where its key is known.
  void grantRead(IGrantable reader);

  /// For messages.
  @Override
  String toString();

  /// Whether it is known to be of another account than the stack.
  default boolean isOfAnotherAccount(Stack stack) {
    String own = environment().getAccount();
    String other = stack.getAccount();
    return isKnown(own) && isKnown(other) && !own.equals(other);
  }

  /// Whether its name is enough for a function of the stack.
  default boolean isOf(Stack stack) {
    return isSame(environment().getAccount(), stack.getAccount())
        && isSame(environment().getRegion(), stack.getRegion());
  }

  /// What is known only at deploy is the deployment's own.
  private static boolean isSame(String one, String other) {
    return one.equals(other) || (!isKnown(one) && !isKnown(other));
  }

  private static boolean isKnown(String text) {
    return !Boolean.TRUE.equals(Token.isUnresolved(text));
  }

  /// The ARN, or the construct's path where the ARN is known only at deploy.
  static String shown(String arn, String path) {
    return isKnown(arn) ? arn : path;
  }
}
