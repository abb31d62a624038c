package ai.openobserve.lambda.cdk;

import ai.openobserve.lambda.cdk.check.Offer;
import ai.openobserve.lambda.cdk.variables.ExtensionVariables;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The checked configuration of an [OpenObserveLayer]; constructs may share it.
public final class OpenObserveLayerProps {
  private final OpenObserveAuthorization authorization;
  private final OpenObserveLayerSource layer;
  private final Map<String, String> variables;
  private final boolean includeCdkFunctions;

  OpenObserveLayerProps(
      OpenObserveAuthorization authorization,
      OpenObserveLayerSource layer,
      Map<String, String> variables,
      boolean includeCdkFunctions) {
    this.includeCdkFunctions = includeCdkFunctions;
    this.authorization = authorization;
    this.layer = layer;
    this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  public static Builder builder() {
    return new Builder();
  }

  OpenObserveAuthorization authorization() {
    return authorization;
  }

  boolean includeCdkFunctions() {
    return includeCdkFunctions;
  }

  /// What every function is offered.
  Offer offer() {
    return new Offer(layer.layers(), environment(), authorization.stored());
  }

  /// All variables for the functions' environment, including the authorization unless it is read at
  /// run time.
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>(variables);
    authorization
        .header()
        .ifPresent(header -> environment.put(ExtensionVariables.AUTHORIZATION_HEADER, header));
    return environment;
  }

  /// Builds the props.
  public static final class Builder extends OpenObserveSettings<Builder> {
    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /// Creates the props.
    ///
    /// @throws IllegalArgumentException with everything that is wrong with the configuration
    public OpenObserveLayerProps build() {
      return toProps();
    }
  }
}
