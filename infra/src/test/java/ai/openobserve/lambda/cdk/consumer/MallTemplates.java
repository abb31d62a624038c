package ai.openobserve.lambda.cdk.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks the templates of [MallApp] against what its author expects.
record MallTemplates(Path out) {
  private static final String FUNCTION = "AWS::Lambda::Function";

  void areAsExpected() throws IOException {
    shopIsAsExpected(template("BetaShop"));
    shopIsAsExpected(template("ProdShop"));
    JsonNode jobs = template("Jobs");
    assertThat(withLayer(jobs)).containsExactly("Later", "Nightly");
    assertThat(layers(jobs)).hasSize(2);
  }

  private void shopIsAsExpected(JsonNode template) {
    assertThat(withLayer(template)).containsExactly("OnEvent", "Orders", "Payments", "Raw");
    assertThat(withVariables(template))
        .as("the image too; the CDK's own functions and SAM's are left alone")
        .containsExactly("OnEvent", "Orders", "Payments", "Raw", "Report");
    assertThat(ofType(template, FUNCTION))
        .as("the provider framework, AwsCustomResource and BucketDeployment are there")
        .hasSize(8);
    assertThat(layers(template)).hasSize(2);
    assertThat(ofType(template, "AWS::Lambda::Version")).hasSize(1);
    JsonNode orders = ofType(template, FUNCTION).get("Orders");
    assertThat(orders.at("/Environment/Variables/O2_STREAM").asString()).isEqualTo("orders");
    JsonNode sam = ofType(template, "AWS::Serverless::Function").get("Sam");
    assertThat(sam.has("Layers")).isFalse();
  }

  private JsonNode template(String name) throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      Path file =
          files
              .filter(path ->
                  path.getFileName().toString().matches(name + "[0-9A-F]*\\.template\\.json"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no template of " + name + " in " + out));
      return JsonMapper.shared().readTree(file.toFile());
    }
  }

  private static List<String> withLayer(JsonNode template) {
    Set<String> ours = layers(template);
    return ofType(template, FUNCTION).entrySet().stream()
        .filter(function ->
            function
                .getValue()
                .path("Layers")
                .valueStream()
                .anyMatch(layer -> ours.contains(layer.path("Ref").asString(""))))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Logical IDs of our layers; `BucketDeployment` has a layer of the CDK's own.
  private static Set<String> layers(JsonNode template) {
    Set<String> ours = new TreeSet<>();
    template
        .get("Resources")
        .forEachEntry((id, resource) -> {
          if (resource.get("Type").asString().equals("AWS::Lambda::LayerVersion")
              && resource.at("/Properties/Description").asString("").startsWith("OpenObserve")) {
            ours.add(id);
          }
        });
    return ours;
  }

  private static List<String> withVariables(JsonNode template) {
    return ofType(template, FUNCTION).entrySet().stream()
        .filter(function ->
            function
                .getValue()
                .at("/Environment/Variables/O2_ORGANIZATION_ID")
                .asString("")
                .equals("mall"))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Properties of the resources, by construct ID.
  private static Map<String, JsonNode> ofType(JsonNode template, String type) {
    Map<String, JsonNode> found = new TreeMap<>();
    template
        .get("Resources")
        .forEachEntry((id, resource) -> {
          if (resource.get("Type").asString().equals(type)) {
            found.put(id.replaceFirst("[0-9A-F]{8}$", ""), resource.path("Properties"));
          }
        });
    return found;
  }
}
