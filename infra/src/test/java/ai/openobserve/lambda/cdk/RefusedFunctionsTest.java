package ai.openobserve.lambda.cdk;

import static ai.openobserve.lambda.cdk.CdkFixture.function;
import static ai.openobserve.lambda.cdk.CdkFixture.functionBuilder;
import static ai.openobserve.lambda.cdk.CdkFixture.functionIn;
import static ai.openobserve.lambda.cdk.CdkFixture.layers;
import static ai.openobserve.lambda.cdk.CdkFixture.openObserve;
import static ai.openobserve.lambda.cdk.CdkFixture.stackIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.cloudfront.experimental.EdgeFunction;
import software.amazon.awscdk.services.iam.CompositePrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.ILayerVersion;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.lambda.Runtime;

class RefusedFunctionsTest {
  private static final String ARN = "arn:aws:lambda:eu-west-1:444455556666:layer:";

  @TempDir Path folder;
  private App app;
  private Stack stack;

  @BeforeEach
  void makeTheStack() {
    app = new App(AppProps.builder().outdir(folder.resolve("cdk.out").toString()).build());
    stack = new Stack(app, "Shop");
  }

  @Test
  void importedFunctions() {
    refused(
        Function.fromFunctionName(stack, "Imported", "orders"),
        "Shop/Imported: it is imported, and a stack cannot change what another one owns");
  }

  @Test
  void edgeFunctions() {
    Stack edge = stackIn(new App(), "Edge", "us-east-1");
    refused(
        EdgeFunction.Builder.create(edge, "AtEdge")
            .runtime(Runtime.NODEJS_24_X)
            .handler("index.handler")
            .code(Code.fromInline("exports.handler = async () => {}"))
            .build(),
        "Edge/AtEdge: it is a Lambda@Edge function");
  }

  @Test
  void functionsThatLambdaAtEdgeMayRun() {
    refused(
        functionBuilder(stack, "AtEdge", Runtime.NODEJS_24_X)
            .role(
                Role.Builder.create(stack, "Role")
                    .assumedBy(
                        new CompositePrincipal(
                            new ServicePrincipal("lambda.amazonaws.com"),
                            new ServicePrincipal("edgelambda.amazonaws.com")))
                    .build())
            .build(),
        "it is used as Lambda@Edge, which supports neither layers nor environment variables");
  }

  @Test
  void functionsThatAreSentToTheEdgeAfterwards() {
    Role role =
        Role.Builder.create(stack, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    Function function = functionBuilder(stack, "Later", Runtime.NODEJS_24_X).role(role).build();
    openObserve(stack, folder).build().addTo(function);
    Objects.requireNonNull(role.getAssumeRolePolicy())
        .addStatements(
            PolicyStatement.Builder.create()
                .actions(List.of("sts:AssumeRole"))
                .principals(List.of(new ServicePrincipal("edgelambda.amazonaws.com")))
                .build());
    refusedAtSynth("[Shop/Later]", "it is used as Lambda@Edge");
  }

  @Test
  void aSixthLayer() {
    Function function = function(stack, "Orders");
    attach(function, 5);
    refused(function, "more than the 5 layers that Lambda allows; it has 5: [" + ARN + "other0:1");
  }

  @Test
  void aFifthLayerIsFine() {
    Function function = function(stack, "Orders");
    attach(function, 4);
    openObserve(stack, folder).build().addTo(function);
    assertThat(layers(functionIn(Template.fromStack(stack), "Orders"))).hasSize(5);
  }

  @Test
  void theSameLayerTwice() {
    Function function = function(stack, "Orders");
    OpenObserveLayer layer = openObserve(stack, folder).build().addTo(function);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layer.addTo(function))
        .withMessageContaining("it already has the layer of Shop/OpenObserve,");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> {
          Function other = function(stack, "Other");
          layer.addTo(other, other);
        })
        .withMessageContaining("Shop/Other: it appears twice in one call");
  }

  @Test
  void theLayerThatSomeoneAttachedByHandInAnotherVersion() {
    Function function = function(stack, "Orders");
    function.addLayers(
        LayerVersion.fromLayerVersionArn(stack, "ByHand", ARN + "openobserve-extension-x86_64:6"));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            openObserve(stack, folder)
                .layer(
                    OpenObserveLayerSource.fromArn(
                        Architecture.X86_64, ARN + "openobserve-extension-x86_64:7"))
                .build()
                .addTo(function))
        .withMessageContaining("it already has this layer, as " + ARN);
  }

  @Test
  void aPublishedLayerBesideOneOfTheStacksOwn() {
    ILayerVersion published =
        LayerVersion.fromLayerVersionArn(stack, "ByHand", ARN + "openobserve-extension-x86_64:6");
    Function before = function(stack, "Before");
    before.addLayers(published);
    OpenObserveLayer openObserve = openObserve(stack, folder).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> openObserve.addTo(before))
        .withMessageContaining("Shop/Before: it already has this layer, as " + ARN);
    Function after = function(stack, "After");
    openObserve.addTo(after);
    after.addLayers(published);
    refusedAtSynth("[Shop/After] it has a layer twice", "openobserve-extension-x86_64:6");
  }

  @Test
  void anEnvironmentOver4Kilobytes() {
    Function function = function(stack, "Orders");
    openObserve(stack, folder).build().addTo(function);
    function.addEnvironment("CONFIG", "x".repeat(4096));
    refusedAtSynth(
        "[Shop/Orders]", "bytes, and Lambda allows 4096; the largest variables are CONFIG 4");
  }

  @Test
  void anArchitectureKnownOnlyAtDeploy() {
    CfnParameter parameter = CfnParameter.Builder.create(stack, "Arch").build();
    refused(
        function(stack, "Orders", Architecture.custom(parameter.getValueAsString())),
        "Shop/Orders: its architecture is known only at deployment");
  }

  @Test
  void anArchitectureThatThereIsNoLayerFor() {
    refused(
        function(stack, "Orders", Architecture.custom("riscv64")),
        "its architecture is \"riscv64\", and the layer is for x86_64 and arm64");
  }

  @Test
  void anArchitectureChangedAfterwards() {
    Function function = function(stack, "Orders");
    openObserve(stack, folder).build().addTo(function);
    cfn(function).setArchitectures(List.of("arm64"));
    refusedAtSynth("its architecture changed to arm64 after the layer for x86_64 was added");
  }

  @Test
  void aLayerThatSomeoneAttachesByHandAfterwards() {
    Function function = function(stack, "Orders");
    String ours = ARN + "openobserve-extension-x86_64:";
    openObserve(stack, folder)
        .layer(OpenObserveLayerSource.fromArn(Architecture.X86_64, ours + "7"))
        .build()
        .addTo(function);
    function.addLayers(LayerVersion.fromLayerVersionArn(stack, "ByHand", ours + "6"));
    refusedAtSynth("[Shop/Orders] it has a layer twice, which Lambda rejects", ours + "6");
  }

  @Test
  void layersThatAreSetAnewAfterwards() {
    Function function = function(stack, "Orders");
    openObserve(stack, folder).build().addTo(function);
    cfn(function).setLayers(List.of(ARN + "other:1"));
    refusedAtSynth("[Shop/Orders] its layers were replaced after the OpenObserve layer was added");
  }

  @Test
  void layersThatAPropertyOverrideSets() throws IOException {
    override("Layers", List.of(ARN + "other:1"));
    reportedInTheTemplate(
        "Shop/Orders: its layers were replaced after the OpenObserve layer was added");
  }

  @Test
  void anArchitectureThatAPropertyOverrideSets() throws IOException {
    override("Architectures", List.of("arm64"));
    reportedInTheTemplate(
        "Shop/Orders: its architecture changed to arm64 after the layer for x86_64 was added");
  }

  @Test
  void anEnvironmentThatAPropertyOverrideTakesAway() throws IOException {
    override("Environment.Variables.O2_ORGANIZATION_ID", null);
    reportedInTheTemplate("Shop/Orders: its environment was replaced", "lost O2_ORGANIZATION_ID");
  }

  @Test
  void aPropertyOverrideInANestedStackOfAStage() throws IOException {
    Stack shop = stackIn(new Stage(app, "Prod"), "Shop", "eu-west-1");
    Function mail = function(new NestedStack(shop, "Nested"), "Mail");
    openObserve(shop, folder).build().addTo(mail);
    cfn(mail).addPropertyOverride("Layers", List.of(ARN + "other:1"));
    reportedInTheTemplate("Prod/Shop/Nested/Mail: its layers were replaced");
  }

  @Test
  void aPropertyOverrideOfSomethingElseIsTheUsersOwnAffair() {
    override("MemorySize", 512);
    Template.fromStack(stack)
        .hasResourceProperties("AWS::Lambda::Function", Map.of("MemorySize", 512));
  }

  @Test
  void aValueOfTheFunctionsOwnThatTheExtensionRefuses() {
    Function function = function(stack, "Orders");
    openObserve(stack, folder).build().addTo(function);
    function.addEnvironment("O2_ENABLED", "maybe");
    refusedAtSynth(
        "[Shop/Orders] its variable O2_ENABLED is \"maybe\"; expected one of true, false");
  }

  @Test
  void aBlankValueOfTheFunctionsOwnCountsAsNotSet() {
    Function function = function(stack, "Orders");
    openObserve(stack, folder).build().addTo(function);
    function.addEnvironment("O2_LOG_LEVEL", " ");
    Template.fromStack(stack).resourceCountIs("AWS::Lambda::Function", 1);
  }

  @Test
  void aSecretOfAnotherRegion() {
    Stack paris = stackIn(new App(), "Paris", "eu-west-3");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            openObserve(paris, folder)
                .authorization(
                    OpenObserveAuthorization.fromSecretName(
                        "arn:aws:secretsmanager:us-east-1:111122223333:secret:o2-AbCdEf"))
                .build()
                .addTo(function(paris, "Orders")))
        .withMessageContaining(
            "the authorization's secret is in Region us-east-1 and the function's stack in"
                + " eu-west-3");
  }

  @Test
  @SuppressWarnings("NullAway") // Users may compile without null checks.
  void aFunctionThatIsNull() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> openObserve(stack, folder).build().addTo(null))
        .withMessageContaining("a function is null");
  }

  @Test
  void nothingIsChangedWhereOneOfThemIsRefused() {
    Function good = function(stack, "Orders");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            openObserve(stack, folder)
                .build()
                .addTo(
                    good,
                    Function.fromFunctionName(stack, "A", "a"),
                    Function.fromFunctionName(stack, "B", "b")))
        .withMessageContainingAll("Shop/A: ", "Shop/B: ");
    assertThat(layers(functionIn(Template.fromStack(stack), "Orders"))).isEmpty();
  }

  private void refused(IFunction function, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> openObserve(stack, folder).build().addTo(function))
        .withMessageContaining("OpenObserveLayer Shop/OpenObserve cannot be added")
        .withMessageContaining(message);
  }

  private void refusedAtSynth(String... parts) {
    assertThatThrownBy(() -> Template.fromStack(stack)).message().contains(parts);
  }

  private void override(String property, @Nullable Object value) {
    Function function = function(stack, "Orders");
    openObserve(stack, folder).build().addTo(function);
    if (value == null) {
      cfn(function).addPropertyDeletionOverride(property);
    } else {
      cfn(function).addPropertyOverride(property, value);
    }
  }

  private static CfnFunction cfn(Function function) {
    return (CfnFunction) Objects.requireNonNull(function.getNode().getDefaultChild());
  }

  /// Checks the CDK's own report, next to the templates.
  private void reportedInTheTemplate(String... parts) throws IOException {
    assertThatThrownBy(app::synth).message().contains("Validation failed");
    assertThat(folder.resolve("cdk.out/validation-report.json"))
        .content()
        .contains(parts)
        .contains("Resources/");
  }

  private void attach(Function function, int count) {
    for (int i = 0; i < count; i++) {
      function.addLayers(
          LayerVersion.fromLayerVersionArn(stack, "Other" + i, ARN + "other" + i + ":1"));
    }
  }
}
