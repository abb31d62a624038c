package ai.openobserve.lambda.cdk.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a function has, in the tree of constructs or in its template.
///
/// @param layers ARNs, or references to what becomes one
/// @param architecture empty where it is known only at deploy
/// @param environment variables and their values, text or references
record FunctionState(
    List<?> layers, Optional<String> architecture, Map<String, Object> environment) {
  static FunctionState of(TargetFunction target) {
    return new FunctionState(target.layers(), target.architecture(), target.environment());
  }
}
