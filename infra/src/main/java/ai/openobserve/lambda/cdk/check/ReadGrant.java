package ai.openobserve.lambda.cdk.check;

import ai.openobserve.lambda.cdk.credential.StoredCredential;
import java.util.List;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;

/// Lets a function's role read the credential, and warns if that takes more than this app can do.
final class ReadGrant {
  private ReadGrant() {}

  static void make(TargetFunction target, StoredCredential stored) {
    IRole role = target.role().orElse(null);
    if (role != null) {
      stored.grantRead(role);
    }
    if (role == null || !isInEffect(target, role)) {
      warn(
          target,
          "openobserve:role-cannot-be-granted",
          "This function's role is imported or known only by its ARN, and cannot be granted"
              + " access here: allow it "
              + stored.action()
              + " on "
              + stored
              + ", and kms:Decrypt on its key where that is not "
              + stored.defaultKey()
              + ". Acknowledge this warning once that is done");
    }
    if (stored.isOfAnotherAccount(target.stack())) {
      warn(
          target,
          "openobserve:credential-of-another-account",
          "The credential is in another account: share "
              + stored
              + " with this function's role by a resource policy (a parameter by AWS RAM), and"
              + " encrypt it with a customer-managed key whose policy allows the role kms:Decrypt."
              + " Acknowledge this warning once that is done");
    }
  }

  /// A role in another account, or one imported as immutable, accepts grants and ignores them. An
  /// imported role that honours them gets a policy of its own.
  private static boolean isInEffect(TargetFunction target, IRole role) {
    return role instanceof Role
        || role.getNode().findAll().stream()
            .anyMatch(node ->
                node instanceof CfnPolicy policy
                    && policy.getRoles() != null
                    && !target.resolve(policy.getRoles()).equals(List.of()));
  }

  private static void warn(TargetFunction target, String id, String message) {
    Annotations.of(target.construct()).addWarningV2(id, message);
  }
}
