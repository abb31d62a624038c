package ai.openobserve.lambda.extension.config;

import java.net.URI;

/// Where the keys of the function's role are found.
public sealed interface RoleSource {

  /// In the environment, as Lambda sets them.
  record Environment(AwsKeys keys) implements RoleSource {}

  /// At a local server, where the environment is older than the function's credentials: with
  /// [SnapStart](https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html).
  ///
  /// @param authorization what that server wants to see
  record Container(URI url, Authorization authorization) implements RoleSource {}
}
