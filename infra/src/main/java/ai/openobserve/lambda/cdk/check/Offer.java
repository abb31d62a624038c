package ai.openobserve.lambda.cdk.check;

import ai.openobserve.lambda.cdk.credential.RuntimeCredential;
import ai.openobserve.lambda.cdk.layer.LayerSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a construct has for every function it is added to.
///
/// @param environment variables and values, the credential's reference among them: not for messages
/// @param credential that the functions read at run time; empty where the environment holds it
public record Offer(
    LayerSource layers, Map<String, String> environment, Optional<RuntimeCredential> credential) {
  public Offer {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /// Without the environment.
  @Override
  public String toString() {
    return "Offer of " + layers;
  }
}
