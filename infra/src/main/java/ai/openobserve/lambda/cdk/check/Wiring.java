package ai.openobserve.lambda.cdk.check;

import ai.openobserve.lambda.cdk.credential.RuntimeCredential;
import ai.openobserve.lambda.cdk.credential.StoredCredential;
import ai.openobserve.lambda.cdk.variables.ExtensionVariables;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A function and what it gets: the outcome of checks that found nothing wrong.
public final class Wiring {
  private final TargetFunction target;
  private final Optional<Attached> layer;
  private final Offer offer;
  private final Map<String, String> environment;
  private boolean keepsCredential;

  /// @param layer empty for a container image function, whose image contains the extension
  Wiring(TargetFunction target, Optional<Attached> layer, Offer offer) {
    this.target = target;
    this.layer = layer;
    this.offer = offer;
    this.environment = new LinkedHashMap<>(offer.environment());
  }

  TargetFunction target() {
    return target;
  }

  Optional<Attached> layer() {
    return layer;
  }

  Offer offer() {
    return offer;
  }

  /// The variables on offer; the function keeps any that it sets itself.
  Map<String, String> environment() {
    return Collections.unmodifiableMap(environment);
  }

  /// Whether the function already had a credential of its own.
  boolean keepsCredential() {
    return keepsCredential;
  }

  /// Changes the function.
  ///
  /// @param owner the path of the construct whose layer the function then has
  void apply(String owner) {
    Map<String, Object> own = target.state().environment();
    keepsCredential = own.keySet().stream().anyMatch(ExtensionVariables.CREDENTIALS::contains);
    if (keepsCredential) {
      environment.keySet().removeAll(ExtensionVariables.CREDENTIALS);
    } else {
      offer.credential().ifPresent(this::readAtRuntime);
    }
    environment()
        .forEach((name, value) -> {
          if (!own.containsKey(name)) {
            target.addVariable(name, value);
          }
        });
    layer.ifPresent(attached -> {
      target.addLayer(attached.version());
      offer.layers().identity(attached.architecture()).ifPresent(target::versionBy);
    });
    target.recordOwner(owner);
  }

  private void readAtRuntime(RuntimeCredential credential) {
    StoredCredential stored = credential.forFunction(target.construct());
    environment.put(credential.variable(), credential.value(stored.id(target.stack())));
    ReadGrant.make(target, stored);
  }
}
