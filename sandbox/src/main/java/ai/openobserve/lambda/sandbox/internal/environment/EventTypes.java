package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import ai.openobserve.lambda.sandbox.model.Flavour;
import java.util.List;

/// Which events an extension may register for.
final class EventTypes {
  private EventTypes() {}

  /// @param external whether the extension has a process of its own
  /// @throws LambdaError 403 `Extension.InvalidEventType`
  static void check(List<String> events, boolean external, Flavour flavour) throws LambdaError {
    for (String event : events) {
      boolean allowed =
          switch (event) {
            case ExtensionAgent.INVOKE -> flavour != Flavour.MANAGED_INSTANCES;
            case ExtensionAgent.SHUTDOWN -> external;
            default -> false;
          };
      if (!allowed) {
        throw LambdaError.forbidden(
            "Extension.InvalidEventType", event + ": " + explanation(event));
      }
    }
  }

  private static String explanation(String event) {
    return switch (event) {
      case ExtensionAgent.INVOKE -> "not available on Managed Instances";
      case ExtensionAgent.SHUTDOWN ->
          "not available to internal extensions (does the name equal the executable's file name?)";
      default -> "invalid event type";
    };
  }
}
