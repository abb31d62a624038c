package ai.openobserve.lambda.cdk.layer;

import ai.openobserve.lambda.cdk.report.Problems;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.ILayerVersion;

/// Creates or finds the layer version for the functions of a stack.
public abstract sealed class LayerSource permits ArnLayers, ParameterLayers, ZipLayers {
  LayerSource() {}

  /// Adds the reason, if any, why functions of this architecture in this stack cannot have the
  /// layer.
  public abstract void check(Stack stack, ExtensionArchitecture architecture, Problems problems);

  /// The layer version for all functions of the architecture in the stack: the same object at every
  /// call. Call it only after [#check] found nothing.
  public abstract ILayerVersion layerVersion(Stack stack, ExtensionArchitecture architecture);

  /// A text that changes with each new layer, so that a function publishes a new version; empty if
  /// the layer's ARN changes anyway.
  public Optional<String> identity(ExtensionArchitecture architecture) {
    return Optional.empty();
  }

  /// Whether the layer is known only to CloudFormation, at deployment.
  public boolean isReadAtDeploy() {
    return false;
  }

  /// The construct ID of the layer version in the stack.
  static String id(ExtensionArchitecture architecture) {
    return "OpenObserveExtension-" + architecture.lambdaName();
  }
}
