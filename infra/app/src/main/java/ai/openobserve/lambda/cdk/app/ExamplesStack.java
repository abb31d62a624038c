package ai.openobserve.lambda.cdk.app;

import ai.openobserve.lambda.cdk.OpenObserveAuthorization;
import ai.openobserve.lambda.cdk.OpenObserveLayer;
import ai.openobserve.lambda.cdk.OpenObserveLayerSource;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.IgnoreMode;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.assets.AssetOptions;
import software.constructs.Construct;

/// The example functions and the health check, for each architecture whose layer is published. They
/// refer to the layers of `LayerStack` by SSM parameter, so that neither stack locks the other.
final class ExamplesStack extends Stack {
  private final Key key;

  ExamplesStack(
      Construct scope,
      String id,
      StackProps stackProps,
      AppContext context,
      List<ExampleFunction> examples) {
    super(scope, id, stackProps);
    this.key =
        Key.Builder.create(this, "Environment")
            .description(
                "Encrypts the environment of the examples, with OpenObserve's credential in it")
            .enableKeyRotation(true)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    OpenObserveLayer openObserve = openObserve(context);
    for (Architecture architecture : context.architectures()) {
      for (ExampleFunction example : examples) {
        openObserve.addTo(function(example, architecture));
      }
    }
  }

  private OpenObserveLayer openObserve(AppContext context) {
    OpenObserveLayer.Builder builder =
        OpenObserveLayer.Builder.create(this, "OpenObserve")
            .layer(OpenObserveLayerSource.fromLayerStack())
            .organizationId(context.organizationId())
            .authorization(authorization(context));
    if (context.endpoint() != null) {
      builder.endpoint(context.endpoint());
    }
    if (context.stream() != null) {
      builder.stream(context.stream());
    }
    return builder.build();
  }

  private static OpenObserveAuthorization authorization(AppContext context) {
    String name = context.secretName();
    String key = context.secretKey();
    if (context.readAtRuntime()) {
      return key == null
          ? OpenObserveAuthorization.atRuntimeSecret(name)
          : OpenObserveAuthorization.atRuntimeSecret(name, key);
    }
    return key == null
        ? OpenObserveAuthorization.fromSecretName(name)
        : OpenObserveAuthorization.fromSecretName(name, key);
  }

  private Function function(ExampleFunction example, Architecture architecture) {
    String id = example.name() + (architecture.getName().equals("arm64") ? "Arm64" : "X86");
    LogGroup logs =
        LogGroup.Builder.create(this, id + "Logs")
            .retention(RetentionDays.ONE_WEEK)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    Role role =
        Role.Builder.create(this, id + "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .description("May write the function's own log, and what its layers need")
            .build();
    logs.grantWrite(role);
    key.grantDecrypt(role);
    Function function =
        Function.Builder.create(this, id)
            .description(example.purpose().description)
            .runtime(example.runtime())
            .architecture(architecture)
            .code(code(example))
            .handler(example.handler())
            .loggingFormat(example.logging())
            .logGroup(logs)
            .role(role)
            .environmentEncryption(key)
            .memorySize(256)
            .timeout(Duration.seconds(example.purpose().timeout))
            .build();
    CfnOutput.Builder.create(this, "Invoke" + id)
        .description("Command that invokes it")
        .value(
            String.format(
                "aws lambda invoke --region %s --function-name %s %s",
                getRegion(), function.getFunctionName(), example.purpose().invocation))
        .build();
    return function;
  }

  private static Code code(ExampleFunction example) {
    return Code.fromAsset(
        example.code().toString(),
        AssetOptions.builder()
            .exclude(List.of("__pycache__", "**/__pycache__", "*.pyc", "target", "README.md"))
            .ignoreMode(IgnoreMode.GIT)
            .build());
  }
}
