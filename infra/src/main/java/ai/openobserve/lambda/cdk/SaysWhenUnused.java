package ai.openobserve.lambda.cdk;

import java.util.List;
import software.amazon.awscdk.Annotations;
import software.constructs.IValidation;

/// Warns about a construct that was created but not added to any function.
record SaysWhenUnused(OpenObserveLayer layer) implements IValidation {
  @Override
  public List<String> validate() {
    if (layer.isUnused()) {
      Annotations.of(layer)
          .addWarningV2(
              "openobserve:unused-layer",
              "OpenObserveLayer was added to no function: call addTo(function) or addToAll(scope)");
    }
    return List.of();
  }
}
