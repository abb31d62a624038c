package ai.openobserve.lambda.cdk.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.openobserve.lambda.cdk.Checkout;
import ai.openobserve.lambda.cdk.LayerStackProps;
import ai.openobserve.lambda.cdk.layer.TestZips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The whole app, synthesized with the flags of cdk.json and with zips and example code made for
/// the test, compared with snapshots.
class LayerAppTest {
  private static final Path SNAPSHOTS = Path.of("src/test/resources/snapshots");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  @TempDir Path zips;
  @TempDir Path examples;

  @BeforeEach
  void writeTheExamples() throws IOException {
    for (String file :
        new String[] {
          "python/lambda_function.py",
          "nodejs/index.mjs",
          "java/target/o2-lambda-example-java.jar",
          "custom-runtime/bootstrap",
          "health-check/lambda_function.py"
        }) {
      Path path = examples.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, file);
    }
    Files.copy(
        Checkout.PROJECT.resolve("examples/functions.json"), examples.resolve("functions.json"));
    TestZips.both(zips);
  }

  /// Run with `-Dsnapshots.update` to make the current output the expected one.
  @Test
  void makesTheTemplatesOfTheSnapshots() throws IOException {
    CloudAssembly assembly = synth(Map.of());
    assertThat(assembly.getStacks().stream().map(CloudFormationStackArtifact::getId))
        .containsExactlyInAnyOrder("LayerStack", "ExamplesStack");
    for (CloudFormationStackArtifact stack : assembly.getStacks()) {
      String template =
          JSON.writeValueAsString(
                  JSON.readValue(JSON.writeValueAsString(stack.getTemplate()), Map.class))
              + "\n";
      Path snapshot = SNAPSHOTS.resolve(stack.getId() + ".template.json");
      if (System.getProperty("snapshots.update") != null) {
        Files.createDirectories(SNAPSHOTS);
        Files.writeString(snapshot, template);
      }
      assertThat(template).as(stack.getId()).isEqualTo(Files.readString(snapshot));
    }
  }

  @Test
  void deploysTheOtherRegionsWithTheFirst() {
    CloudAssembly assembly =
        synth(Map.of("regions", "eu-west-1,us-east-1,ap-south-1", "architectures", "arm64"));
    assertThat(assembly.getStacks().stream().map(CloudFormationStackArtifact::getId))
        .containsExactlyInAnyOrder(
            "LayerStack", "LayerStack-us-east-1", "LayerStack-ap-south-1", "ExamplesStack");
    CloudFormationStackArtifact first = assembly.getStackByName("LayerStack");
    assertThat(first.getManifest().getEnvironment()).endsWith("/eu-west-1");
    assertThat(first.getDependencies().stream().map(artifact -> artifact.getId()))
        .contains("LayerStack-us-east-1", "LayerStack-ap-south-1");
    assertThat(
            assembly.getStackByName("ExamplesStack").getDependencies().stream()
                .map(artifact -> artifact.getId()))
        .contains("LayerStack");
    assertThat(functions(assembly)).isEqualTo(5);
  }

  @Test
  void handsTheContextToTheExamples() {
    String template =
        JSON.writeValueAsString(
            synth(
                    Map.of(
                        "organizationId", "acme",
                        "endpoint", "https://o2.example.com",
                        "stream", "shop",
                        "secretName", "team/o2",
                        "secretKey", "header"))
                .getStackByName("ExamplesStack")
                .getTemplate());
    assertThat(template)
        .contains(
            "\"O2_ORGANIZATION_ID\" : \"acme\"",
            "\"O2_ENDPOINT\" : \"https://o2.example.com\"",
            "\"O2_STREAM\" : \"shop\"",
            "\"O2_AUTHORIZATION_SECRET\" : \"team/o2#header\"",
            "secret:team/o2-??????");
  }

  @Test
  void hasCloudFormationReadTheExamplesSecretWhereThatIsAskedFor() {
    String template =
        JSON.writeValueAsString(
            synth(
                    Map.of(
                        "secretName", "team/o2",
                        "secretKey", "header",
                        "secretRead", "deployment"))
                .getStackByName("ExamplesStack")
                .getTemplate());
    assertThat(template)
        .contains("{{resolve:secretsmanager:team/o2:SecretString:header::}}")
        .doesNotContain("O2_AUTHORIZATION_SECRET", "secretsmanager:GetSecretValue");
  }

  /// Checks one function for all: the others have the same layer, variables and permissions.
  @Test
  void runsTheHealthCheckAsTheOtherExamplesRun() {
    JsonNode template =
        JSON.valueToTree(
            synth(Map.of("architectures", "x86_64", "endpoint", "https://o2.example.com"))
                .getStackByName("ExamplesStack")
                .getTemplate());
    JsonNode check = function(template, "HealthCheck");
    JsonNode example = function(template, "Python");
    for (String property : List.of("Layers", "Environment", "Architectures", "Runtime")) {
      assertThat(check.get(property)).as(property).isEqualTo(example.get(property));
    }
    assertThat(check.get("Timeout").asInt()).isGreaterThanOrEqualTo(120);
    assertThat(template.at("/Outputs/InvokeHealthCheckX86/Value").toString())
        .contains("aws lambda invoke", "--log-type Tail", "base64 --decode");
  }

  private static JsonNode function(JsonNode template, String name) {
    return template
        .get("Resources")
        .propertyStream()
        .filter(resource -> resource.getKey().startsWith(name + "X86"))
        .map(resource -> resource.getValue())
        .filter(resource -> resource.get("Type").asString().equals("AWS::Lambda::Function"))
        .findFirst()
        .orElseThrow()
        .get("Properties");
  }

  @Test
  void saysWhichExampleIsNotBuilt() throws IOException {
    Files.delete(examples.resolve("java/target/o2-lambda-example-java.jar"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExampleFunction.all(examples))
        .withMessageContainingAll("o2-lambda-example-java.jar is missing", "make cdk-build");
  }

  private static long functions(CloudAssembly assembly) {
    JsonNode resources =
        JSON.valueToTree(assembly.getStackByName("ExamplesStack").getTemplate()).get("Resources");
    return resources
        .valueStream()
        .filter(resource -> resource.get("Type").asString().equals("AWS::Lambda::Function"))
        .count();
  }

  private CloudAssembly synth(Map<String, Object> context) {
    App app = new App(AppProps.builder().context(flags()).build());
    LayerApp.addStacks(
        app,
        AppContext.read(context),
        LayerStackProps.everything().zipsIn(zips),
        ExampleFunction.all(examples));
    return app.synth();
  }

  @SuppressWarnings("unchecked") // A JSON object.
  private static Map<String, Object> flags() {
    return JSON.convertValue(
        JSON.readTree(Path.of("../../cdk.json").toFile()).get("context"), Map.class);
  }
}
