package ai.openobserve.lambda.cdk.check;

import ai.openobserve.lambda.cdk.layer.ExtensionArchitecture;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.services.lambda.ILayerVersion;

/// A function, and what it gets: the outcome of checks that found nothing wrong.
///
/// @param architecture of the function, and so of the layer
/// @param environment the variables on offer; the function keeps those that it sets itself
public record Wiring(
    TargetFunction target,
    ExtensionArchitecture architecture,
    ILayerVersion layer,
    Map<String, String> environment) {
  public Wiring {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /// Changes the function, and has the synth look at it again.
  ///
  /// @param owner the path of the construct that the function then has the layer of
  public void apply(String owner) {
    Map<String, Object> own = target.environment();
    environment.forEach((name, value) -> {
      if (!own.containsKey(name)) {
        target.function().addEnvironment(name, value);
      }
    });
    target.function().addLayers(layer);
    target.recordOwner(owner);
    target.function().getNode().addValidation(new WiredFunction(this));
  }
}
