package ai.openobserve.lambda.cdk.check;

import ai.openobserve.lambda.cdk.credential.RuntimeCredential;
import ai.openobserve.lambda.cdk.layer.LayerSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a construct offers each function it is added to.
///
/// @param environment variables and values, including the credential or its reference: never log it
/// @param credential the credential that functions read at run time; empty if the environment
///   contains it
public record Offer(
    LayerSource layers, Map<String, String> environment, Optional<RuntimeCredential> credential) {
  public Offer {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /// Leaves out the environment.
  @Override
  public String toString() {
    return "Offer of " + layers;
  }
}
