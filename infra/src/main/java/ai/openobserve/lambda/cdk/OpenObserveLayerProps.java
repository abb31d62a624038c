package ai.openobserve.lambda.cdk;

import ai.openobserve.lambda.cdk.check.Offer;
import ai.openobserve.lambda.cdk.variables.ExtensionVariables;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The checked configuration of an [OpenObserveLayer]; several of them may share it.
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

  /// For every function.
  Offer offer() {
    return new Offer(layer.layers(), environment(), authorization.stored());
  }

  /// Everything for the functions' environment, the authorization included where they do not read
  /// it at run time.
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

    /// Makes the props.
    ///
    /// @throws IllegalArgumentException with everything that is wrong
    public OpenObserveLayerProps build() {
      return toProps();
    }
  }
}
