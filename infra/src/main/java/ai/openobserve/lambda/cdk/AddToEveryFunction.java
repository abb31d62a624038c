package ai.openobserve.lambda.cdk;

import java.util.List;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.IConstruct;

/// Visits a tree of constructs, and hands its functions to the layer.
///
/// @param spared paths of constructs to leave alone
record AddToEveryFunction(OpenObserveLayer layer, List<String> spared) implements IAspect {
  AddToEveryFunction {
    spared = List.copyOf(spared);
  }

  @Override
  public void visit(IConstruct node) {
    if (node instanceof Function function) {
      if (!isSpared(function)) {
        layer.addDuringSynth(function);
      }
    } else if (node instanceof CfnFunction resource
        && !(resource.getNode().getScope() instanceof Function)
        && !isSpared(resource)) {
      Annotations.of(resource)
          .addWarningV2(
              "openobserve:cfn-function",
              "The function was made as CfnFunction, which OpenObserveLayer does not change: it sends"
                  + " nothing to OpenObserve. Make it a Function, or set Layers and Environment by hand");
    }
  }

  private boolean isSpared(IConstruct node) {
    String path = node.getNode().getPath();
    return spared.stream().anyMatch(s -> path.equals(s) || path.startsWith(s + "/"));
  }
}
