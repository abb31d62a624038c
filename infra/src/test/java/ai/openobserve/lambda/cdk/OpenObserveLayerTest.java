package ai.openobserve.lambda.cdk;

import static ai.openobserve.lambda.cdk.CdkFixture.function;
import static ai.openobserve.lambda.cdk.CdkFixture.functionBuilder;
import static ai.openobserve.lambda.cdk.CdkFixture.functionIn;
import static ai.openobserve.lambda.cdk.CdkFixture.layers;
import static ai.openobserve.lambda.cdk.CdkFixture.openObserve;
import static ai.openobserve.lambda.cdk.CdkFixture.stackIn;
import static ai.openobserve.lambda.cdk.CdkFixture.variables;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.cdk.layer.BundledZips;
import ai.openobserve.lambda.cdk.layer.TestZips;
import ai.openobserve.lambda.cdk.layer.ZipLayers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SingletonFunction;

class OpenObserveLayerTest {
  private static final String LAYER_VERSION = "AWS::Lambda::LayerVersion";

  @TempDir Path folder;

  @Test
  void givesFunctionsOfAnyRuntimeTheLayerOfTheirArchitecture() {
    Stack stack = CdkFixture.stack();
    openObserve(stack, folder).stream("shop")
        .build()
        .addTo(
            functionBuilder(stack, "Java", Runtime.JAVA_25).build(),
            functionBuilder(stack, "Python", Runtime.PYTHON_3_14)
                .architecture(Architecture.ARM_64)
                .build(),
            functionBuilder(stack, "Nodejs", Runtime.NODEJS_24_X).build());
    Template template = Template.fromStack(stack);

    template.resourceCountIs(LAYER_VERSION, 2);
    template.hasResourceProperties(
        LAYER_VERSION,
        Map.of(
            "CompatibleArchitectures", List.of("arm64"),
            "LicenseInfo", "MIT",
            "Description",
                Match.stringLikeRegexp(
                    "for arm64, inputs " + TestZips.DIGEST.substring(0, 12) + "$")));
    assertThat(layers(functionIn(template, "Java")))
        .isEqualTo(layers(functionIn(template, "Nodejs")))
        .isNotEqualTo(layers(functionIn(template, "Python")))
        .hasSize(1);
    assertThat(variables(functionIn(template, "Python")))
        .containsOnly(
            Map.entry("O2_ORGANIZATION_ID", "acme"),
            Map.entry("O2_STREAM", "shop"),
            Map.entry("O2_AUTHORIZATION_HEADER", "{{resolve:secretsmanager:o2:SecretString:::}}"));
  }

  @Test
  void builderAndPropsMakeTheSame() {
    Stack byBuilder = CdkFixture.stack();
    openObserve(byBuilder, folder).build().addTo(function(byBuilder, "Orders"));
    Stack byProps = CdkFixture.stack();
    new OpenObserveLayer(
            byProps,
            "OpenObserve",
            OpenObserveLayerProps.builder()
                .organizationId(CdkFixture.ORGANIZATION)
                .authorization(OpenObserveAuthorization.fromSecretName("o2"))
                .layer(new OpenObserveLayerSource(ZipLayers.bundled(TestZips.bundled(folder))))
                .build())
        .addTo(function(byProps, "Orders"));
    assertThat(Template.fromStack(byProps).toJSON())
        .isEqualTo(Template.fromStack(byBuilder).toJSON());
  }

  @Test
  void theAssetGoesByTheInputsAndNotByTheBytes() {
    Map<String, Object> before = templateWithZips(folder.resolve("a"), 0, TestZips.INPUTS);
    Map<String, Object> rebuilt = templateWithZips(folder.resolve("b"), 77, TestZips.INPUTS);
    Map<String, Object> changed =
        templateWithZips(folder.resolve("c"), 0, TestZips.INPUTS.replace('0', '1'));
    assertThat(rebuilt).isEqualTo(before);
    assertThat(changed).isNotEqualTo(before);
  }

  private static Map<String, Object> templateWithZips(Path zips, int noise, String inputs) {
    assertThat(zips.toFile().mkdirs()).isTrue();
    byte[] executable = Arrays.copyOf(TestZips.elf(TestZips.X86_64, TestZips.PT_LOAD), 200 + noise);
    Path zip = zips.resolve("o2-lambda-extension-x86_64.zip");
    TestZips.zip(zip, "extensions/o2-lambda-extension", executable, "rwxr-xr-x");
    TestZips.inputs(zip, inputs);
    Stack stack = CdkFixture.stack();
    OpenObserveLayer.Builder.create(stack, "OpenObserve")
        .organizationId("acme")
        .authorization(OpenObserveAuthorization.fromSecretName("o2"))
        .layer(new OpenObserveLayerSource(ZipLayers.bundled(BundledZips.in(zips))))
        .build()
        .addTo(function(stack, "Orders"));
    return Template.fromStack(stack).toJSON();
  }

  @Test
  void aVariableOfTheFunctionStaysAndTheSynthSaysSo() {
    Stack stack = CdkFixture.stack();
    Function before = function(stack, "Before");
    before.addEnvironment("O2_STREAM", "mine");
    Function after = function(stack, "After");
    openObserve(stack, folder).stream("ours").build().addTo(before, after);
    after.addEnvironment("O2_STREAM", "mine_too");
    Template template = Template.fromStack(stack);

    assertThat(variables(functionIn(template, "Before"))).containsEntry("O2_STREAM", "mine");
    assertThat(variables(functionIn(template, "After"))).containsEntry("O2_STREAM", "mine_too");
    for (String path : List.of("/Shop/Before", "/Shop/After")) {
      Annotations.fromStack(stack)
          .hasInfo(path, Match.stringLikeRegexp("The function sets O2_STREAM itself.*"));
    }
  }

  @Test
  void versionsAndAliasesStandForTheirFunction() {
    Stack stack = CdkFixture.stack();
    Function orders = function(stack, "Orders");
    Function payments = function(stack, "Payments");
    Alias live =
        Alias.Builder.create(stack, "Live")
            .aliasName("live")
            .version(payments.getCurrentVersion())
            .build();
    openObserve(stack, folder).build().addTo(orders.getCurrentVersion(), live);
    Template template = Template.fromStack(stack);
    assertThat(layers(functionIn(template, "Orders"))).hasSize(1);
    assertThat(layers(functionIn(template, "Payments"))).hasSize(1);
  }

  @Test
  void theCurrentVersionIsANewOneWithTheLayer() {
    assertThat(versionId(true)).isNotEqualTo(versionId(false));
  }

  private String versionId(boolean withLayer) {
    Stack stack = CdkFixture.stack();
    Function orders = function(stack, "Orders");
    orders.getCurrentVersion();
    if (withLayer) {
      openObserve(stack, folder).build().addTo(orders);
    }
    return Template.fromStack(stack)
        .findResources("AWS::Lambda::Version")
        .keySet()
        .iterator()
        .next();
  }

  @Test
  void aSingletonStandsForItsFunction() {
    Stack stack = CdkFixture.stack();
    SingletonFunction single =
        SingletonFunction.Builder.create(stack, "Single")
            .uuid("f7d4f730-4ee1-11e8-9c2d-fa7ae01bbebc")
            .runtime(Runtime.PYTHON_3_14)
            .handler("index.handler")
            .code(Code.fromInline("def handler(e, c): pass"))
            .build();
    openObserve(stack, folder).build().addTo(single);
    assertThat(
            CdkFixture.resources(Template.fromStack(stack), "AWS::Lambda::Function").stream()
                .map(CdkFixture::layers))
        .singleElement()
        .satisfies(layers -> assertThat(layers).hasSize(1));
  }

  @Test
  void nestedStacksUseTheLayerOfTheStackTheyArePartOf() {
    Stack stack = CdkFixture.stack();
    NestedStack nested = new NestedStack(stack, "Nested");
    NestedStack inner = new NestedStack(nested, "Inner");
    openObserve(nested, folder)
        .build()
        .addTo(function(stack, "Orders"), function(nested, "Payments"), function(inner, "Mail"));
    Template.fromStack(stack).resourceCountIs(LAYER_VERSION, 1);
    Template innermost = Template.fromStack(inner);
    innermost.resourceCountIs(LAYER_VERSION, 0);
    assertThat(layers(functionIn(innermost, "Mail"))).hasSize(1);
  }

  @Test
  void functionsOfAnotherStackGetALayerThereAndNoExport() {
    App app = new App();
    Stack shared = new Stack(app, "Shared");
    Stack shop = new Stack(app, "Shop");
    OpenObserveLayer layer = openObserve(shared, folder).build();
    layer.addTo(function(shared, "Audit"), function(shop, "Orders"));
    Template template = Template.fromStack(shop);
    template.resourceCountIs(LAYER_VERSION, 1);
    assertThat(layers(functionIn(template, "Orders")).toString()).doesNotContain("ImportValue");
    assertThat(Template.fromStack(shared).findOutputs("*")).isEmpty();
  }

  @Test
  void twoOfThemInAStackShareTheLayerVersion() {
    Stack stack = CdkFixture.stack();
    OpenObserveLayerProps props =
        OpenObserveLayerProps.builder()
            .organizationId("acme")
            .authorization(OpenObserveAuthorization.fromSecretName("o2"))
            .layer(new OpenObserveLayerSource(ZipLayers.bundled(TestZips.bundled(folder))))
            .build();
    new OpenObserveLayer(stack, "One", props).addTo(function(stack, "Orders"));
    new OpenObserveLayer(stack, "Two", props).addTo(function(stack, "Payments"));
    Template.fromStack(stack).resourceCountIs(LAYER_VERSION, 1);
  }

  @Test
  void worksInStages() {
    App app = new App();
    OpenObserveLayer layer = openObserve(app, folder).build();
    Stage stage = new Stage(app, "Prod");
    Stack stack = stackIn(stage, "Shop", "eu-west-1");
    layer.addTo(function(stack, "Orders"));
    Template template = Template.fromStack(stack);
    assertThat(layers(functionIn(template, "Orders"))).hasSize(1);
  }

  @Test
  void warnsWhereItWasAddedToNothing() {
    Stack stack = CdkFixture.stack();
    openObserve(stack, folder).build();
    Annotations.fromStack(stack)
        .hasWarning("/Shop/OpenObserve", Match.stringLikeRegexp(".*added to no function.*"));
  }
}
