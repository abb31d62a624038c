package ai.openobserve.lambda.extension.testing;

import ai.openobserve.lambda.extension.config.Authorization;
import ai.openobserve.lambda.extension.config.AuthorizationSetting;
import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.credentials.AuthorizationSource;
import ai.openobserve.lambda.extension.delivery.Connections;
import ai.openobserve.lambda.extension.delivery.OpenObserveClient;
import java.time.InstantSource;

/// Clients of OpenObserve whose credential is given.
public final class Clients {
  private Clients() {}

  public static OpenObserveClient of(Configuration configuration) {
    return of(configuration, InstantSource.system());
  }

  /// A client whose records get their timestamps from this clock.
  public static OpenObserveClient of(Configuration configuration, InstantSource clock) {
    return new OpenObserveClient(
        configuration, authorization(configuration), new Connections(configuration), clock);
  }

  public static AuthorizationSource authorization(Configuration configuration) {
    return switch (configuration.authorization()) {
      case AuthorizationSetting.Given(Authorization authorization) ->
          AuthorizationSource.fixed(authorization);
      case AuthorizationSetting.AtRuntime runtime -> throw new AssertionError(runtime);
    };
  }
}
