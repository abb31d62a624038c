package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.extension.lambda.LambdaApi;
import ai.openobserve.lambda.extension.lambda.LambdaApiException;
import ai.openobserve.lambda.extension.lambda.Registration;

/// What kind of environment this is. Known once we are registered, and never changes.
enum Flavour {
  /// One invocation at a time, with an event for each.
  ON_DEMAND,
  /// Invocations overlap, and only SHUTDOWN is an event.
  MANAGED_INSTANCES;

  /// A registration, and what it says about the environment.
  record Registered(Flavour flavour, Registration registration) {}

  /// Registers for the events of this kind of environment.
  ///
  /// @param said whether the environment says that it is of Managed Instances; some do not
  static Registered register(LambdaApi api, boolean said) throws LambdaApiException {
    if (said) {
      return new Registered(MANAGED_INSTANCES, api.registerForShutdown());
    }
    try {
      return new Registered(ON_DEMAND, api.register());
    } catch (LambdaApiException e) {
      if (!e.refusesInvoke()) {
        throw e;
      }
      return new Registered(MANAGED_INSTANCES, api.registerForShutdown());
    }
  }
}
