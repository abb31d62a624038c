package ai.openobserve.lambda.cdk.check;

import java.util.Arrays;
import java.util.List;
import software.amazon.awscdk.customresources.Provider;
import software.constructs.IConstruct;

/// Functions that the CDK creates for itself: the provider framework, `AwsCustomResource`,
/// `BucketDeployment`, log retention and other custom resources.
///
/// They run only during deployments, and a secret filled by a custom resource would depend on the
/// function that fills it.
public final class CdkHelpers {
  /// Prefixes of their construct IDs below the stack; the hashes are fixed in the CDK's sources.
  private static final List<String> PREFIXES =
      List.of(
          "Custom::",
          "@aws-cdk--",
          "AWS679f53fac002430cb0da5b7982bd2287",
          "AWSCDK.",
          "LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a",
          "BucketNotificationsHandler050a0587b7544547bf325f094a3db834");

  private CdkHelpers() {}

  public static boolean isHelper(IConstruct function) {
    IConstruct scope = function.getNode().getScope();
    if (scope instanceof Provider && function.getNode().getId().startsWith("framework-")) {
      return true;
    }
    return Arrays.stream(function.getNode().getPath().split("/", -1))
        .anyMatch(id -> PREFIXES.stream().anyMatch(id::startsWith));
  }
}
