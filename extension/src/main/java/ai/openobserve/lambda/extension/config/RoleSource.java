package ai.openobserve.lambda.extension.config;

import java.net.URI;

/// Where the keys of the function's role come from.
public sealed interface RoleSource {

  /// In the environment, as Lambda sets them.
  record Environment(AwsKeys keys) implements RoleSource {}

  /// From a local server, when keys in the environment would be outdated: with
  /// [SnapStart](https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html).
  ///
  /// @param authorization what that server requires; empty if nothing
  record Container(URI url, Authorization authorization) implements RoleSource {}
}
