package ai.openobserve.lambda.cdk.consumer;

import ai.openobserve.lambda.cdk.OpenObserveAuthorization;
import ai.openobserve.lambda.cdk.OpenObserveLayer;
import ai.openobserve.lambda.cdk.OpenObserveLayerSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.customresources.AwsCustomResourcePolicy;
import software.amazon.awscdk.customresources.AwsSdkCall;
import software.amazon.awscdk.customresources.PhysicalResourceId;
import software.amazon.awscdk.customresources.Provider;
import software.amazon.awscdk.customresources.SdkCallsPolicyOptions;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.DockerImageCode;
import software.amazon.awscdk.services.lambda.DockerImageFunction;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.deployment.BucketDeployment;
import software.amazon.awscdk.services.s3.deployment.Source;
import software.constructs.Construct;

/// The app of a team that uses everything: a stage per environment, aliases, container images,
/// functions created as `CfnFunction`, custom resources, and a stack that uses the mixin.
///
/// Written as such a team would: with the construct's public API only, and nothing that the oldest
/// supported version of aws-cdk-lib lacks.
public final class MallApp {
  private MallApp() {}

  /// Synthesizes the app.
  ///
  /// @param arguments the folder for the assembly, and the folder of the layer's zips
  public static void main(String[] arguments) {
    make(Path.of(arguments[0]), Path.of(arguments[1])).synth();
  }

  static App make(Path out, Path zips) {
    App app = new App(AppProps.builder().outdir(out.toString()).build());
    shop(new Stage(app, "Beta"), "eu-west-1");
    shop(new Stage(app, "Prod"), "us-east-1");
    Stack jobs = stack(app, "Jobs", "eu-west-1");
    OpenObserveLayer openObserve =
        OpenObserveLayer.Builder.create(jobs, "OpenObserve").organizationId("mall").stream("mall")
            .authorization(OpenObserveAuthorization.fromSecretName("openobserve/authorization"))
            .layer(
                OpenObserveLayerSource.fromZips(
                    zips.resolve("o2-lambda-extension-x86_64.zip").toString(),
                    zips.resolve("o2-lambda-extension-arm64.zip").toString()))
            .build();
    function(jobs, "Nightly", Architecture.ARM_64).with(openObserve);
    Function legacy = function(jobs, "Legacy", Architecture.X86_64);
    Alias old =
        Alias.Builder.create(jobs, "Old")
            .aliasName("old")
            .version(legacy.getCurrentVersion())
            .build();
    openObserve.addToAll(app, old);
    function(jobs, "Later", Architecture.X86_64);
    return app;
  }

  private static void shop(Construct stage, String region) {
    Stack stack = stack(stage, "Shop", region);
    Function orders = function(stack, "Orders", Architecture.X86_64);
    orders.addEnvironment("O2_STREAM", "orders");
    Alias.Builder.create(stack, "Live")
        .aliasName("live")
        .version(orders.getCurrentVersion())
        .build();
    function(stack, "Payments", Architecture.ARM_64);
    DockerImageFunction.Builder.create(stack, "Report")
        .code(DockerImageCode.fromEcr(Repository.fromRepositoryName(stack, "Images", "reports")))
        .build();
    CfnFunction.Builder.create(stack, "Raw")
        .role("arn:aws:iam::111122223333:role/raw")
        .runtime("python3.13")
        .handler("index.handler")
        .code(CfnFunction.CodeProperty.builder().zipFile("def handler(e, c): pass").build())
        .build();
    software.amazon.awscdk.services.sam.CfnFunction.Builder.create(stack, "Sam")
        .runtime("python3.13")
        .handler("index.handler")
        .inlineCode("def handler(e, c): pass")
        .build();
    helpers(stack);
  }

  /// Makes the CDK add functions of its own.
  private static void helpers(Stack stack) {
    Provider provider =
        Provider.Builder.create(stack, "Provider")
            .onEventHandler(function(stack, "OnEvent", Architecture.X86_64))
            .build();
    CustomResource.Builder.create(stack, "Custom").serviceToken(provider.getServiceToken()).build();
    AwsCustomResource.Builder.create(stack, "Call")
        .onCreate(
            AwsSdkCall.builder()
                .service("SSM")
                .action("GetParameter")
                .parameters(Map.of("Name", "mall"))
                .physicalResourceId(PhysicalResourceId.of("mall"))
                .build())
        .policy(
            AwsCustomResourcePolicy.fromSdkCalls(
                SdkCallsPolicyOptions.builder().resources(List.of("*")).build()))
        .build();
    BucketDeployment.Builder.create(stack, "Pages")
        .destinationBucket(Bucket.fromBucketName(stack, "Bucket", "mall-pages"))
        .sources(List.of(Source.data("index.html", "<h1>Mall</h1>")))
        .build();
  }

  private static Stack stack(Construct scope, String id, String region) {
    return new Stack(
        scope,
        id,
        StackProps.builder()
            .env(Environment.builder().account("111122223333").region(region).build())
            .build());
  }

  private static Function function(Construct scope, String id, Architecture architecture) {
    return Function.Builder.create(scope, id)
        .runtime(Runtime.PYTHON_3_13)
        .architecture(architecture)
        .handler("index.handler")
        .code(Code.fromInline("def handler(event, context): pass"))
        .build();
  }
}
