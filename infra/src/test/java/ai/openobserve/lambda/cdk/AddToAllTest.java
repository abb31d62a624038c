package ai.openobserve.lambda.cdk;

import static ai.openobserve.lambda.cdk.CdkFixture.function;
import static ai.openobserve.lambda.cdk.CdkFixture.functionIn;
import static ai.openobserve.lambda.cdk.CdkFixture.layers;
import static ai.openobserve.lambda.cdk.CdkFixture.openObserve;
import static ai.openobserve.lambda.cdk.CdkFixture.stackIn;
import static ai.openobserve.lambda.cdk.CdkFixture.variables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.cdk.layer.BundledZips;
import ai.openobserve.lambda.cdk.layer.TestZips;
import ai.openobserve.lambda.cdk.layer.ZipLayers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Mixins;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.customresources.AwsCustomResourcePolicy;
import software.amazon.awscdk.customresources.AwsSdkCall;
import software.amazon.awscdk.customresources.PhysicalResourceId;
import software.amazon.awscdk.customresources.Provider;
import software.amazon.awscdk.customresources.SdkCallsPolicyOptions;
import software.amazon.awscdk.services.cloudfront.experimental.EdgeFunction;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.DockerImageCode;
import software.amazon.awscdk.services.lambda.DockerImageFunction;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SingletonFunction;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.deployment.BucketDeployment;
import software.amazon.awscdk.services.s3.deployment.Source;

class AddToAllTest {
  @TempDir Path folder;

  @Test
  void reachesEveryFunctionAlsoThoseMadeLaterAndNested() {
    App app = new App();
    Stack one = new Stack(app, "One");
    Stack two = new Stack(app, "Two");
    OpenObserveLayer layer = openObserve(one, folder).build().addToAll(app);
    function(one, "Orders");
    NestedStack nested = new NestedStack(two, "Nested");
    function(nested, "Mail");
    Function already = function(two, "Payments");
    layer.addTo(already);

    assertThat(layers(functionIn(Template.fromStack(one), "Orders"))).hasSize(1);
    assertThat(layers(functionIn(Template.fromStack(two), "Payments"))).hasSize(1);
    assertThat(layers(functionIn(Template.fromStack(nested), "Mail"))).hasSize(1);
    Template.fromStack(two).resourceCountIs("AWS::Lambda::LayerVersion", 1);
    assertThat(Annotations.fromStack(one).findWarning("/One/OpenObserve", Match.anyValue()))
        .isEmpty();
  }

  @Test
  void leavesOutWhatItIsToldTo() {
    Stack stack = CdkFixture.stack();
    Function spared = function(stack, "Spared");
    function(stack, "SparedToo");
    openObserve(stack, folder).build().addToAll(stack, spared, image(stack));
    Template template = Template.fromStack(stack);
    assertThat(layers(functionIn(template, "Spared"))).isEmpty();
    assertThat(layers(functionIn(template, "SparedToo"))).hasSize(1);
  }

  @Test
  void tellsEveryFunctionThatCannotHaveItAtOnce() {
    Stack stack = CdkFixture.stack();
    openObserve(stack, folder).build().addToAll(stack);
    function(stack, "One", Architecture.custom("mips"));
    function(stack, "Other", Architecture.custom("riscv64"));
    assertThatThrownBy(() -> Template.fromStack(stack))
        .message()
        .contains(
            "[Shop/One] its architecture is \"mips\"",
            "[Shop/Other] its architecture is \"riscv64\"",
            "addToAll(scope, thisFunction)");
  }

  @Test
  void refusesASecondOneOverTheFirst() {
    Stack stack = CdkFixture.stack();
    openObserve(stack, folder).build().addToAll(stack);
    new OpenObserveLayer(
            stack,
            "Second",
            OpenObserveLayerProps.builder()
                .organizationId("other")
                .authorization(OpenObserveAuthorization.fromSecretName("o2"))
                .layer(
                    new OpenObserveLayerSource(
                        ZipLayers.bundled(TestZips.bundled(folder.resolve(".")))))
                .build())
        .addToAll(stack);
    function(stack, "Orders");
    assertThatThrownBy(() -> Template.fromStack(stack))
        .message()
        .contains("[Shop/Orders] it already has the layer of Shop/OpenObserve,");
  }

  @Test
  void reachesStagesAndStagesInsideOfThem() {
    App app = new App();
    Stage prod = new Stage(app, "Prod");
    Stack shop = stackIn(prod, "Shop", "eu-west-1");
    function(shop, "Orders");
    Stack inner = stackIn(new Stage(prod, "Cell"), "Shop", "eu-west-1");
    function(inner, "Mail");
    openObserve(app, folder).build().addToAll(app);
    app.synth();
    assertThat(layers(functionIn(Template.fromStack(shop), "Orders"))).hasSize(1);
    assertThat(layers(functionIn(Template.fromStack(inner), "Mail"))).hasSize(1);
  }

  @Test
  void failsForAStageThatItCannotReach() {
    App app = new App();
    openObserve(app, folder).build().addToAll(app);
    function(stackIn(new Stage(app, "Late"), "Shop", "eu-west-1"), "Orders");
    assertThatThrownBy(app::synth)
        .message()
        .contains("OpenObserveLayer.addToAll did not reach the stage Late", "addToAll(stage)");
  }

  @Test
  void aStageThatIsLeftOutDoesNotFail() {
    App app = new App();
    Stage late = new Stage(app, "Late");
    openObserve(app, folder).build().addToAll(app, late);
    Stack shop = stackIn(late, "Shop", "eu-west-1");
    function(shop, "Orders");
    app.synth();
    assertThat(layers(functionIn(Template.fromStack(shop), "Orders"))).isEmpty();
  }

  @Test
  void leavesOutTheFunctionsThatTheCdkMakesForItself() {
    Stack stack = CdkFixture.stack();
    openObserve(stack, folder).build().addToAll(stack);
    customResources(stack);
    function(stack, "Orders");
    assertThat(wired(stack)).hasSize(2).allMatch(id -> id.matches("(Orders|OnEvent).*"));
  }

  @Test
  void takesThemToWhereAskedTo() {
    Stack stack = CdkFixture.stack();
    openObserve(stack, folder).includeCdkFunctions(true).build().addToAll(stack);
    customResources(stack);
    assertThat(wired(stack)).hasSize(3);
  }

  @Test
  void leavesOutTheFunctionsBehindWhatIsExcluded() {
    Stack stack = CdkFixture.stack();
    Function orders = function(stack, "Orders");
    Alias live =
        Alias.Builder.create(stack, "Live")
            .aliasName("live")
            .version(orders.getCurrentVersion())
            .build();
    SingletonFunction single =
        SingletonFunction.Builder.create(stack, "Single")
            .uuid("f7d4f730-4ee1-11e8-9c2d-fa7ae01bbebc")
            .runtime(Runtime.PYTHON_3_14)
            .handler("index.handler")
            .code(Code.fromInline("def handler(e, c): pass"))
            .build();
    AwsCustomResource call = customResources(stack);
    openObserve(stack, folder)
        .includeCdkFunctions(true)
        .build()
        .addToAll(stack, live, single, call);
    assertThat(wired(stack)).hasSize(2).noneMatch(id -> id.matches("(Orders|Single|AWS679).*"));
  }

  @Test
  void leavesOutTheFunctionBehindABucketDeployment() {
    Stack stack = CdkFixture.stack();
    OpenObserveLayer layer = openObserve(stack, folder).includeCdkFunctions(true).build();
    BucketDeployment pages =
        BucketDeployment.Builder.create(stack, "Pages")
            .destinationBucket(Bucket.fromBucketName(stack, "Bucket", "pages"))
            .sources(List.of(Source.data("index.html", "<h1>Shop</h1>")))
            .build();
    function(stack, "Orders");
    layer.addToAll(stack, pages);
    assertThat(
            functions(stack).entrySet().stream()
                .filter(entry -> variables(entry.getValue()).containsKey("O2_ORGANIZATION_ID"))
                .map(Map.Entry::getKey))
        .singleElement()
        .asString()
        .startsWith("Orders");
  }

  @Test
  void warnsOfSamFunctionsAndLeavesThemAlone() {
    Stack stack = CdkFixture.stack();
    openObserve(stack, folder).build().addToAll(stack);
    software.amazon.awscdk.services.sam.CfnFunction.Builder.create(stack, "Sam")
        .runtime("python3.14")
        .handler("index.handler")
        .inlineCode("def handler(e, c): pass")
        .build();
    Annotations.fromStack(stack)
        .hasWarning("/Shop/Sam", Match.stringLikeRegexp(".*cannot change it.*"));
    Template.fromStack(stack)
        .hasResourceProperties("AWS::Serverless::Function", Map.of("Layers", Match.absent()));
  }

  @Test
  void leavesOutAnEdgeFunctionOfAnotherRegion() {
    App app = new App();
    Stack stack = stackIn(app, "Shop", "eu-west-1");
    EdgeFunction edge =
        EdgeFunction.Builder.create(stack, "AtEdge")
            .runtime(Runtime.NODEJS_24_X)
            .handler("index.handler")
            .code(Code.fromInline("exports.handler = async () => {}"))
            .build();
    function(stack, "Orders");
    openObserve(app, folder).build().addToAll(app, edge);
    assertThat(wired(stack)).singleElement().asString().startsWith("Orders");
  }

  @Test
  void leavesOutTheEdgeFunctionsOfAnExcludedStack() {
    App app = new App();
    Stack site = stackIn(app, "Site", "eu-west-1");
    EdgeFunction.Builder.create(site, "AtEdge")
        .runtime(Runtime.NODEJS_24_X)
        .handler("index.handler")
        .code(Code.fromInline("exports.handler = async () => {}"))
        .build();
    Stack shop = stackIn(app, "Shop", "eu-west-1");
    function(shop, "Orders");
    openObserve(app, folder).build().addToAll(app, site);
    assertThat(wired(shop)).singleElement().asString().startsWith("Orders");
  }

  @Test
  void wiresFunctionsMadeAsCfnFunction() {
    Stack stack = CdkFixture.stack();
    openObserve(stack, folder).build().addToAll(stack);
    raw(stack);
    Map<String, Object> function = CdkFixture.map(functions(stack).get("Raw"));
    assertThat(layers(function)).hasSize(1);
    assertThat(variables(function))
        .containsEntry("O2_ORGANIZATION_ID", "acme")
        .containsEntry("OWN", "1");
  }

  @Test
  void warnsOfFunctionsThatItCannotChange() {
    Stack stack = CdkFixture.stack();
    openObserve(stack, folder).build().addToAll(stack);
    CfnResource.Builder.create(stack, "Raw")
        .type("AWS::Lambda::Function")
        .properties(Map.of("Role", "r"))
        .build();
    Annotations.fromStack(stack)
        .hasWarning("/Shop/Raw", Match.stringLikeRegexp(".*cannot change it.*"));
  }

  @Test
  void isAMixin() {
    Stack stack = CdkFixture.stack();
    OpenObserveLayer layer = openObserve(stack, folder).build();
    Function orders = function(stack, "Orders");
    orders.with(layer);
    raw(stack);
    customResources(stack);
    function(stack, "Mail");
    Mixins.of(stack).apply(layer);
    assertThat(wired(stack)).hasSize(4).allMatch(id -> id.matches("(Orders|Mail|Raw|OnEvent).*"));
  }

  @Test
  void aMixinOnAFunctionThatCannotHaveItFails() {
    Stack stack = CdkFixture.stack();
    OpenObserveLayer layer = openObserve(stack, folder).build();
    Function odd = function(stack, "Odd", Architecture.custom("riscv64"));
    assertThatThrownBy(() -> layer.applyTo(odd))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("cannot be added to Shop/Odd", "its architecture is \"riscv64\"");
  }

  @Test
  void imagesGetTheVariablesAndAWarning() {
    Stack stack = CdkFixture.stack();
    openObserve(stack, folder).build().addTo(image(stack));
    Map<String, Object> function = functionIn(Template.fromStack(stack), "Image");
    assertThat(layers(function)).isEmpty();
    assertThat(variables(function)).containsEntry("O2_ORGANIZATION_ID", "acme");
    Annotations.fromStack(stack)
        .hasWarning(
            "/Shop/Image", Match.stringLikeRegexp(".*/opt/extensions/o2-lambda-extension.*"));
  }

  @Test
  void aNewBundledLayerMakesANewVersionWithoutTheFeatureFlag() throws IOException {
    assertThat(version("a", TestZips.INPUTS))
        .isEqualTo(version("b", TestZips.INPUTS))
        .isNotEqualTo(version("c", TestZips.INPUTS + "more"));
  }

  private String version(String name, String inputs) throws IOException {
    Path zips = Files.createDirectories(folder.resolve(name));
    TestZips.good(zips.resolve("o2-lambda-extension-x86_64.zip"), TestZips.X86_64);
    TestZips.inputs(zips.resolve("o2-lambda-extension-x86_64.zip"), inputs);
    Stack stack = CdkFixture.stack();
    Function orders = function(stack, "Orders");
    orders.getCurrentVersion();
    openObserve(stack, folder)
        .layer(new OpenObserveLayerSource(ZipLayers.bundled(BundledZips.in(zips))))
        .build()
        .addTo(orders);
    return Template.fromStack(stack)
        .findResources("AWS::Lambda::Version")
        .keySet()
        .iterator()
        .next();
  }

  @Test
  void saysWhereAPublishedVersionKeepsItsLayer() {
    Stack stack = CdkFixture.stack();
    Function orders = function(stack, "Orders");
    orders.getCurrentVersion();
    openObserve(stack, folder)
        .layer(OpenObserveLayerSource.fromLayerStack())
        .build()
        .addTo(orders, function(stack, "Mail"));
    Annotations annotations = Annotations.fromStack(stack);
    annotations.hasWarning("/Shop/Orders", Match.stringLikeRegexp(".*publishes versions.*"));
    annotations.hasNoWarning("/Shop/Mail", Match.anyValue());
  }

  @Test
  void aParameterLookedUpAtSynthPutsTheArnIntoTheTemplate() {
    Stack stack = stackIn(new App(), "Shop", "eu-west-1");
    Function orders = function(stack, "Orders");
    orders.getCurrentVersion();
    openObserve(stack, folder)
        .layer(OpenObserveLayerSource.fromLayerStackLookup())
        .build()
        .addTo(orders);
    assertThat(layers(functionIn(Template.fromStack(stack), "Orders")).toString())
        .contains("dummy-value-for-/openobserve/lambda-extension/x86_64");
    Annotations.fromStack(stack).hasNoWarning("/Shop/Orders", Match.anyValue());
    Stack anywhere = CdkFixture.stack();
    assertThatThrownBy(() ->
            openObserve(anywhere, folder)
                .layer(OpenObserveLayerSource.fromLayerStackLookup())
                .build()
                .addTo(function(anywhere, "Orders")))
        .hasMessageContaining("needs the account and Region of the stack Shop: set its env");
  }

  private static AwsCustomResource customResources(Stack stack) {
    Function onEvent = function(stack, "OnEvent");
    Provider.Builder.create(stack, "Provider").onEventHandler(onEvent).build();
    AwsSdkCall call =
        AwsSdkCall.builder()
            .service("SSM")
            .action("GetParameter")
            .physicalResourceId(PhysicalResourceId.of("p"))
            .build();
    return AwsCustomResource.Builder.create(stack, "Call")
        .onCreate(call)
        .policy(
            AwsCustomResourcePolicy.fromSdkCalls(
                SdkCallsPolicyOptions.builder().resources(List.of("*")).build()))
        .build();
  }

  private static void raw(Stack stack) {
    CfnFunction.Builder.create(stack, "Raw")
        .role("arn:aws:iam::111122223333:role/r")
        .code(CfnFunction.CodeProperty.builder().zipFile("x").build())
        .environment(
            CfnFunction.EnvironmentProperty.builder().variables(Map.of("OWN", "1")).build())
        .build();
  }

  private static Map<String, Map<String, Object>> functions(Stack stack) {
    Map<String, Map<String, Object>> functions = new LinkedHashMap<>();
    Template.fromStack(stack)
        .findResources("AWS::Lambda::Function")
        .forEach((id, resource) ->
            functions.put(id, CdkFixture.map(CdkFixture.map(resource).get("Properties"))));
    return functions;
  }

  /// Logical IDs of the functions that have a layer.
  private static List<String> wired(Stack stack) {
    return functions(stack).entrySet().stream()
        .filter(entry -> !layers(entry.getValue()).isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Function image(Stack stack) {
    return DockerImageFunction.Builder.create(stack, "Image")
        .code(DockerImageCode.fromEcr(Repository.fromRepositoryName(stack, "R", "r")))
        .build();
  }
}
