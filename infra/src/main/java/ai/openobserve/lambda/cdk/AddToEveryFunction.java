package ai.openobserve.lambda.cdk;

import ai.openobserve.lambda.cdk.check.CdkHelpers;
import ai.openobserve.lambda.cdk.check.Exclusions;
import ai.openobserve.lambda.cdk.check.TargetFunction;
import java.util.HashSet;
import java.util.Set;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.Stage;
import software.constructs.IConstruct;

/// Visits a tree of constructs and hands its functions to the layer.
final class AddToEveryFunction implements IAspect {
  private static final Set<String> FUNCTION_TYPES =
      Set.of("AWS::Lambda::Function", "AWS::Serverless::Function");

  private final OpenObserveLayer layer;
  private final Exclusions except;
  private final boolean helpers;
  private final Set<String> stages = new HashSet<>();

  /// @param helpers whether the CDK's own helper functions get the layer too
  AddToEveryFunction(OpenObserveLayer layer, Exclusions except, boolean helpers) {
    this.layer = layer;
    this.except = except;
    this.helpers = helpers;
  }

  @Override
  public void visit(IConstruct node) {
    if (node instanceof Stage) {
      stages.add(node.getNode().getPath());
    }
    if (TargetFunction.isFunction(node)) {
      if (isWanted(node)) {
        layer.addDuringSynth(node);
      }
    } else if (node instanceof CfnResource resource
        && FUNCTION_TYPES.contains(resource.getCfnResourceType())
        && !TargetFunction.isPartOfFunction(node)
        && isWanted(node)) {
      Annotations.of(resource)
          .addWarningV2(
              "openobserve:raw-function",
              "This "
                  + resource.getCfnResourceType()
                  + " is neither a Function nor a lambda.CfnFunction, so OpenObserveLayer cannot change"
                  + " it and it sends nothing to OpenObserve: set its layers and variables by hand");
    }
  }

  /// Whether the aspect has visited this stage; a stage is synthesized on its own, before the tree
  /// above it.
  boolean hasVisited(Stage stage) {
    return stages.contains(stage.getNode().getPath());
  }

  boolean isExcluded(IConstruct node) {
    return except.contains(node);
  }

  private boolean isWanted(IConstruct function) {
    return !except.contains(function) && (helpers || !CdkHelpers.isHelper(function));
  }
}
