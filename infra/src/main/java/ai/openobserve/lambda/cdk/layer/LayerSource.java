package ai.openobserve.lambda.cdk.layer;

import ai.openobserve.lambda.cdk.report.Problems;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.ILayerVersion;

/// Makes or finds the layer version for the functions of a stack.
public abstract sealed class LayerSource permits ArnLayers, ParameterLayers, ZipLayers {
  LayerSource() {}

  /// Adds the reason why functions of this architecture in this stack cannot have the layer, if
  /// there is one.
  public abstract void check(Stack stack, ExtensionArchitecture architecture, Problems problems);

  /// The layer version for all functions of the architecture in the stack: the same object at every
  /// call. Only after [#check] found nothing.
  public abstract ILayerVersion layerVersion(Stack stack, ExtensionArchitecture architecture);

  /// What changes with each new layer, so that published versions of a function do too; empty where
  /// the layer's ARN says it.
  public Optional<String> identity(ExtensionArchitecture architecture) {
    return Optional.empty();
  }

  /// Whether only CloudFormation knows which layer it is.
  public boolean isReadAtDeploy() {
    return false;
  }

  /// The id of what is made in the stack.
  static String id(ExtensionArchitecture architecture) {
    return "OpenObserveExtension-" + architecture.lambdaName();
  }
}
