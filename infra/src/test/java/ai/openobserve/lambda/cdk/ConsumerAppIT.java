package ai.openobserve.lambda.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The app in `examples/consumer-app` as if in a repository of its own: outside this checkout, with
/// a local Maven repository that contains the construct's jar and published pom but none of this
/// project's other artifacts, such as the parent pom.
class ConsumerAppIT {
  @TempDir Path elsewhere;

  @Test
  @Timeout(240)
  void synthesizesWithTheMavenDependencyAlone() throws IOException, InterruptedException {
    Path app = elsewhere.resolve("shop");
    copy(Checkout.PROJECT.resolve("examples/consumer-app"), app);
    Path repository = LocalRepository.withTheConstruct(elsewhere.resolve("repository"));
    CommandLine.Outcome outcome =
        new CommandLine(app, Map.of(), Duration.ofSeconds(220))
            .with("MAVEN_OPTS", "-Dmaven.repo.local=" + repository)
            .with("JAVA_HOME", System.getProperty("java.home"))
            .with("CDK_VALIDATION", "false")
            .run(Checkout.cdk(), "synth", "--quiet", "--no-notices");
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();

    JsonNode resources =
        JsonMapper.shared()
            .readTree(app.resolve("cdk.out/Shop.template.json").toFile())
            .get("Resources");
    assertThat(ofType(resources, "AWS::Lambda::LayerVersion")).hasSize(2);
    assertThat(ofType(resources, "AWS::Lambda::Function"))
        .hasSize(2)
        .allSatisfy(function -> {
          assertThat(function.get("Layers")).hasSize(1);
          JsonNode variables = function.get("Environment").get("Variables");
          assertThat(variables.get("O2_ORGANIZATION_ID").asString()).isEqualTo("acme");
          assertThat(variables.get("O2_STREAM").asString()).isEqualTo("shop");
          assertThat(variables.get("O2_AUTHORIZATION_SECRET").asString())
              .isEqualTo("openobserve/authorization");
        });
    assertThat(ofType(resources, "AWS::IAM::Policy"))
        .hasSize(2)
        .allSatisfy(policy ->
            assertThat(policy.toString())
                .contains(
                    "secretsmanager:GetSecretValue", "secret:openobserve/authorization-??????"));
  }

  /// The published pom has no parent, no test dependencies, and neither the app nor its AWS SDK.
  @Test
  void publishesTheConstructAlone() throws IOException {
    String pom = Files.readString(Path.of("target/openobserve-lambda-cdk.pom"));
    assertThat(pom)
        .doesNotContain("<parent>", "${", "<scope>test</scope>", "junit", "awssdk")
        .contains("<artifactId>aws-cdk-lib</artifactId>");
    try (FileSystem jar = FileSystems.newFileSystem(Path.of("target/openobserve-lambda-cdk.jar"))) {
      try (Stream<Path> entries = Files.walk(jar.getPath("ai/openobserve/lambda/cdk"))) {
        assertThat(entries.map(Path::toString).filter(entry -> entry.endsWith(".class")))
            .contains("ai/openobserve/lambda/cdk/OpenObserveLayer.class")
            .noneMatch(entry -> entry.contains("/app/") || entry.contains("/versions/"));
      }
    }
  }

  private static List<JsonNode> ofType(JsonNode resources, String type) {
    return resources
        .valueStream()
        .filter(resource -> resource.get("Type").asString().equals(type))
        .map(resource -> resource.get("Properties"))
        .toList();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path relative = from.relativize(file);
        if (relative.startsWith("target") || relative.startsWith("cdk.out")) {
          continue;
        }
        Files.copy(file, to.resolve(relative.toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
