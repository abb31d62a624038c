package ai.openobserve.lambda.cdk;

import static ai.openobserve.lambda.cdk.CdkFixture.function;
import static ai.openobserve.lambda.cdk.CdkFixture.functionIn;
import static ai.openobserve.lambda.cdk.CdkFixture.layers;
import static ai.openobserve.lambda.cdk.CdkFixture.openObserve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.cdk.layer.TestZips;
import ai.openobserve.lambda.cdk.layer.ZipLayers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.DockerImageCode;
import software.amazon.awscdk.services.lambda.DockerImageFunction;
import software.amazon.awscdk.services.lambda.Function;

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
    image(stack);
    function(stack, "Other", Architecture.custom("riscv64"));
    assertThatThrownBy(() -> Template.fromStack(stack))
        .message()
        .contains(
            "[Shop/Image] it is an image function",
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
        .contains("[Shop/Orders] it has the layer of Shop/OpenObserve already");
  }

  @Test
  void warnsOfFunctionsMadeAsCfnFunction() {
    Stack stack = CdkFixture.stack();
    openObserve(stack, folder).build().addToAll(stack);
    CfnFunction.Builder.create(stack, "Raw")
        .role("arn:aws:iam::111122223333:role/r")
        .code(CfnFunction.CodeProperty.builder().zipFile("x").build())
        .build();
    Annotations.fromStack(stack)
        .hasWarning("/Shop/Raw", Match.stringLikeRegexp(".*made as CfnFunction.*"));
  }

  private static Function image(Stack stack) {
    return DockerImageFunction.Builder.create(stack, "Image")
        .code(DockerImageCode.fromEcr(Repository.fromRepositoryName(stack, "R", "r")))
        .build();
  }
}
