package ai.openobserve.lambda.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.openobserve.lambda.cdk.layer.TestZips;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Runtime;

class LayerStackTest {
  @TempDir Path folder;

  @Test
  void publishesBothLayersAndKeepsTheirVersions() {
    Template template = template(props());
    template.resourceCountIs("AWS::Lambda::LayerVersion", 2);
    for (String architecture : List.of("x86_64", "arm64")) {
      template.hasResource(
          "AWS::Lambda::LayerVersion",
          Map.of(
              "DeletionPolicy",
              "Retain",
              "UpdateReplacePolicy",
              "Retain",
              "Properties",
              Map.of(
                  "LayerName",
                  "openobserve-extension-" + architecture,
                  "CompatibleArchitectures",
                  List.of(architecture),
                  "LicenseInfo",
                  "MIT",
                  "Description",
                  "OpenObserve Lambda extension 0.1.0 for "
                      + architecture
                      + ", inputs "
                      + TestZips.DIGEST.substring(0, 12))));
      template.hasResourceProperties(
          "AWS::SSM::Parameter",
          Map.of("Name", "/openobserve/lambda-extension/" + architecture, "Type", "String"));
    }
    assertThat(template.findOutputs("*")).containsOnlyKeys("LayerArnX86", "LayerArnArm64");
  }

  @Test
  void namesCurrentRuntimesOnlyAndNoMoreThanLambdaAllows() {
    assertThat(LayerStack.RUNTIMES).hasSizeLessThanOrEqualTo(15).doesNotHaveDuplicates();
    List<String> names = LayerStack.RUNTIMES.stream().map(Runtime::getName).toList();
    assertThat(names)
        .doesNotContain(
            "nodejs18.x",
            "nodejs20.x",
            "python3.8",
            "python3.9",
            "python3.10",
            "java8",
            "go1.x",
            "dotnet6",
            "ruby2.7",
            "ruby3.2",
            "provided",
            "provided.al2")
        .contains("python3.14", "nodejs24.x", "java25", "provided.al2023");
  }

  @Test
  void publishesOneArchitectureWhereOneIsAskedFor() {
    template(props().architectures(Architecture.ARM_64))
        .resourceCountIs("AWS::Lambda::LayerVersion", 1);
  }

  @Test
  void sharesWithAccountsAnOrganizationAndEverybodyForGood() {
    Template template =
        template(
            props()
                .sharedWith(
                    List.of(
                        LayerSharing.parse("444455556666"),
                        LayerSharing.parse("o-abcde12345"),
                        LayerSharing.parse("public"))));
    template.resourceCountIs("AWS::Lambda::LayerVersionPermission", 6);
    for (Map<String, Object> permission :
        List.<Map<String, Object>>of(
            Map.of("Principal", "444455556666"),
            Map.of("Principal", "*", "OrganizationId", "o-abcde12345"),
            Map.of("Principal", "*"))) {
      template.hasResource(
          "AWS::Lambda::LayerVersionPermission",
          Map.of(
              "DeletionPolicy", "Retain",
              "UpdateReplacePolicy", "Retain",
              "Properties", permission));
    }
  }

  @Test
  void saysWhatIsNotBuilt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> template(LayerStackProps.everything().zipsIn(folder)))
        .withMessageContainingAll(
            "the layer's zip for x86_64 is not built: run `make layers`",
            "the layer's zip for arm64 is not built");
  }

  private LayerStackProps props() {
    return LayerStackProps.everything().zipsIn(TestZips.both(folder));
  }

  private static Template template(LayerStackProps props) {
    return Template.fromStack(new LayerStack(new App(), "LayerStack", null, props));
  }

  @Test
  void warnsOfSharingWithEverybody() {
    LayerStack stack =
        new LayerStack(
            new App(),
            "LayerStack",
            null,
            props().sharedWith(List.of(LayerSharing.parse("public"))));
    Annotations.fromStack(stack)
        .hasWarning("/LayerStack", Match.stringLikeRegexp("Every AWS account may use.*"));
  }
}
