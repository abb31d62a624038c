package ai.openobserve.lambda.cdk;

import ai.openobserve.lambda.cdk.layer.ExtensionArchitecture;
import ai.openobserve.lambda.cdk.layer.ExtensionLayer;
import ai.openobserve.lambda.cdk.layer.ExtensionZip;
import ai.openobserve.lambda.cdk.report.Problems;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.lambda.LayerVersionPermission;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;
import software.constructs.IConstruct;

/// Publishes the layer `openobserve-extension-ARCHITECTURE` for each architecture, in one Region.
///
/// Published versions and the permissions to use them are retained when a newer version is
/// published and when the stack is destroyed, because functions elsewhere may use them. The ARN of
/// each version is a stack output, and the ARN of the newest one is in an SSM parameter
/// ([OpenObserveLayerSource#fromLayerStack]).
public final class LayerStack extends Stack {
  /// Lambda allows at most 15. Deprecated runtimes, for which functions can no longer be created,
  /// are left out. Given by name, because older versions of aws-cdk-lib lack constants for the
  /// newer runtimes.
  static final List<Runtime> RUNTIMES =
      Stream.of(
              "nodejs22.x",
              "nodejs24.x",
              "python3.11",
              "python3.12",
              "python3.13",
              "python3.14",
              "java17",
              "java17.al2023",
              "java21",
              "java25",
              "dotnet10",
              "ruby3.3",
              "ruby3.4",
              "ruby4.0",
              "provided.al2023")
          .map(Runtime::new)
          .toList();

  /// @throws IllegalArgumentException if a zip is missing
  public LayerStack(
      Construct scope, String id, @Nullable StackProps stackProps, LayerStackProps props) {
    super(scope, id, stackProps);
    if (props.sharing().stream().anyMatch(LayerSharing::isPublic)) {
      Annotations.of(this)
          .addWarningV2(
              "openobserve:public-layer",
              "Every AWS account may use the layers published by this stack (shareWith=public), and"
                  + " published versions keep that permission: share with accounts or an organization"
                  + " where that is enough");
    }
    Problems problems = new Problems();
    for (ExtensionArchitecture architecture : props.architectures()) {
      Optional<ExtensionZip> zip = props.zips().find(architecture);
      if (zip.isPresent()) {
        publish(zip.get(), props.sharing());
      } else {
        problems.add(
            "the layer's zip for "
                + architecture.lambdaName()
                + " is not built: run `make layers`");
      }
    }
    problems.throwIfAny(getNode().getPath() + " has nothing to publish");
  }

  private void publish(ExtensionZip zip, List<LayerSharing> sharing) {
    ExtensionArchitecture architecture = zip.architecture();
    String suffix = architecture == ExtensionArchitecture.X86_64 ? "X86" : "Arm64";
    LayerVersion layer =
        LayerVersion.Builder.create(this, "Layer" + suffix)
            .layerVersionName(ExtensionLayer.publishedName(architecture))
            .code(ExtensionLayer.code(zip))
            .description(ExtensionLayer.description(zip))
            .license(ExtensionLayer.LICENSE)
            .compatibleArchitectures(List.of(architecture.toCdk()))
            .compatibleRuntimes(RUNTIMES)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    sharing.forEach(with -> share(layer, with));
    StringParameter.Builder.create(this, "Parameter" + suffix)
        .parameterName(ExtensionLayer.parameterName(architecture))
        .description("Newest version of the layer " + ExtensionLayer.publishedName(architecture))
        .stringValue(layer.getLayerVersionArn())
        .build();
    CfnOutput.Builder.create(this, "LayerArn" + suffix)
        .description("Attach this to functions for " + architecture.lambdaName())
        .value(layer.getLayerVersionArn())
        .build();
  }

  private static void share(LayerVersion layer, LayerSharing with) {
    layer.addPermission(
        with.id(),
        LayerVersionPermission.builder()
            .accountId(with.accountId())
            .organizationId(with.organizationId())
            .build());
    for (IConstruct child : layer.getNode().getChildren()) {
      if (child instanceof CfnResource resource && child.getNode().getId().equals(with.id())) {
        resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
      }
    }
  }
}
