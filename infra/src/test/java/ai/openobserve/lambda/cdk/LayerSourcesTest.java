package ai.openobserve.lambda.cdk;

import static ai.openobserve.lambda.cdk.CdkFixture.function;
import static ai.openobserve.lambda.cdk.CdkFixture.functionIn;
import static ai.openobserve.lambda.cdk.CdkFixture.layers;
import static ai.openobserve.lambda.cdk.CdkFixture.openObserve;
import static ai.openobserve.lambda.cdk.CdkFixture.stackIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.openobserve.lambda.cdk.layer.BundledZips;
import ai.openobserve.lambda.cdk.layer.TestZips;
import ai.openobserve.lambda.cdk.layer.ZipLayers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.Architecture;

class LayerSourcesTest {
  private static final String X86 =
      "arn:aws:lambda:eu-west-1:444455556666:layer:openobserve-extension-x86_64:7";
  private static final String ARM64 = X86.replace("x86_64", "arm64");

  @TempDir Path folder;

  @Test
  void arnsAreTakenAsTheyAre() {
    Stack stack = stackIn(new App(), "Shop", "eu-west-1");
    with(stack, OpenObserveLayerSource.fromArns(X86, ARM64))
        .addTo(function(stack, "Orders"), function(stack, "Mail", Architecture.ARM_64));
    Template template = Template.fromStack(stack);
    template.resourceCountIs("AWS::Lambda::LayerVersion", 0);
    assertThat(layers(functionIn(template, "Orders"))).singleElement().isEqualTo(X86);
    assertThat(layers(functionIn(template, "Mail"))).singleElement().isEqualTo(ARM64);
  }

  @Test
  void anArnOfAnotherRegionIsRefused() {
    Stack stack = stackIn(new App(), "Shop", "us-east-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            with(stack, OpenObserveLayerSource.fromArns(X86, ARM64))
                .addTo(function(stack, "Orders")))
        .withMessageContaining("is in Region eu-west-1 and the function's stack in us-east-1");
  }

  @Test
  void anArnForTheOtherArchitectureIsRefused() {
    Stack stack = CdkFixture.stack();
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            with(stack, OpenObserveLayerSource.fromArn(Architecture.ARM_64, ARM64))
                .addTo(function(stack, "Orders")))
        .withMessageContaining("no layer ARN was given for x86_64, only " + ARM64);
  }

  @Test
  void whatIsNoLayerVersionArnIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenObserveLayerSource.fromArns(X86.replace(":7", ""), "arm"))
        .withMessageContainingAll("for x86_64 ", "\"arm\" is invalid", "layer:NAME:VERSION");
  }

  @Test
  void swappedArnsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenObserveLayerSource.fromArns(ARM64, X86))
        .withMessageContaining("for x86_64 \"" + ARM64 + "\" was given, but its name says arm64");
  }

  @Test
  void swappedParameterNamesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenObserveLayerSource.fromParameters("/layer/arm64", "/layer/x86_64"))
        .withMessageContainingAll(
            "for x86_64 \"/layer/arm64\" was given, but its name says arm64",
            "for arm64 \"/layer/x86_64\" was given, but its name says x86_64");
  }

  @Test
  void parametersAreReadByCloudFormationOnceAStack() {
    Stack stack = CdkFixture.stack();
    with(stack, OpenObserveLayerSource.fromLayerStack())
        .addTo(function(stack, "Orders"), function(stack, "Payments"));
    Template template = Template.fromStack(stack);
    assertThat(
            template.findParameters(
                "*",
                Map.of(
                    "Type",
                    "AWS::SSM::Parameter::Value<String>",
                    "Default",
                    "/openobserve/lambda-extension/x86_64")))
        .hasSize(1);
    assertThat(layers(functionIn(template, "Orders")))
        .isEqualTo(layers(functionIn(template, "Payments")))
        .hasSize(1);
  }

  @Test
  void aParameterNameThatCannotBeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenObserveLayerSource.fromParameters("layer/x", "/ok/arm64"))
        .withMessageContaining("for x86_64 \"layer/x\" is invalid");
  }

  @Test
  void zipsOfOnesOwnAreLaidByTheirArchitecture() {
    Stack stack = CdkFixture.stack();
    Path arm64 = TestZips.good(folder.resolve("mine.zip"), TestZips.AARCH64);
    with(stack, OpenObserveLayerSource.fromZips(arm64.toString()))
        .addTo(function(stack, "Mail", Architecture.ARM_64));
    Template.fromStack(stack)
        .hasResourceProperties(
            "AWS::Lambda::LayerVersion", Map.of("CompatibleArchitectures", List.of("arm64")));
  }

  @Test
  void aZipOfTheOtherArchitectureIsRefused() {
    Stack stack = CdkFixture.stack();
    Path arm64 = TestZips.good(folder.resolve("mine.zip"), TestZips.AARCH64);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            with(stack, OpenObserveLayerSource.fromZips(arm64.toString()))
                .addTo(function(stack, "Orders")))
        .withMessageContaining("no layer zip for x86_64; the zips given are for arm64: " + arm64);
  }

  @Test
  void twoZipsOfOneArchitectureAreRefusedAndBadOnesWithThem() {
    Path one = TestZips.good(folder.resolve("one.zip"), TestZips.AARCH64);
    Path two = TestZips.good(folder.resolve("two.zip"), TestZips.AARCH64);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            OpenObserveLayerSource.fromZips(
                one.toString(), two.toString(), folder.resolve("three.zip").toString()))
        .withMessageContainingAll(
            "one.zip and ", "two.zip are both for arm64", "three.zip cannot be used");
    assertThatIllegalArgumentException()
        .isThrownBy(OpenObserveLayerSource::fromZips)
        .withMessageContaining("no zip given");
  }

  @Test
  void aJarWithoutZipsSaysWhatToDo() {
    Stack stack = CdkFixture.stack();
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            with(
                    stack,
                    new OpenObserveLayerSource(ZipLayers.bundled(new BundledZips(name -> null))))
                .addTo(function(stack, "Orders")))
        .withMessageContainingAll("no layer zip for x86_64", "make layers");
  }

  private OpenObserveLayer with(Stack stack, OpenObserveLayerSource source) {
    return openObserve(stack, folder).layer(source).build();
  }
}
