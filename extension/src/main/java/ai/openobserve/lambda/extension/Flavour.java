package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.extension.lambda.LambdaApi;
import ai.openobserve.lambda.extension.lambda.LambdaApiException;
import ai.openobserve.lambda.extension.lambda.Registration;

/// The kind of execution environment. Known once we are registered; never changes.
enum Flavour {
  /// One invocation at a time, with an INVOKE event for each.
  ON_DEMAND,
  /// Invocations overlap, and SHUTDOWN is the only event.
  MANAGED_INSTANCES;

  /// A registration, and the kind of environment that it revealed.
  record Registered(Flavour flavour, Registration registration) {}

  /// Registers for the events that this kind of environment sends.
  ///
  /// @param said whether the environment says that it is a Managed Instance; one that does not is
  ///   recognized by its refusal of INVOKE
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
