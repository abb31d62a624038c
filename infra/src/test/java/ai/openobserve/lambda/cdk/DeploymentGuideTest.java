package ai.openobserve.lambda.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.cdk.layer.ExtensionArchitecture;
import ai.openobserve.lambda.cdk.layer.ExtensionLayer;
import ai.openobserve.lambda.cdk.variables.ExtensionVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The snippets of docs/deploy.md for people who use something else than Java's CDK.
class DeploymentGuideTest {
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- snippet: (\\w+) -->\\n```\\w+\\n(.*?)\\n```", Pattern.DOTALL);

  private final Map<String, String> snippets = new LinkedHashMap<>();
  private String guide;
  @TempDir Path folder;

  @BeforeEach
  void read() throws IOException {
    guide = Files.readString(Path.of("../docs/deploy.md"));
    Matcher matcher = SNIPPET.matcher(guide);
    while (matcher.find()) {
      snippets.put(matcher.group(1), matcher.group(2) + "\n");
    }
  }

  @Test
  void coversThePromisedTools() {
    assertThat(snippets).containsOnlyKeys("typescript", "python", "sam", "terraform", "cli");
  }

  @Test
  void eachNamesTheParameterAndTheRequiredVariablesAsTheyAre() {
    assertThat(snippets.values())
        .allSatisfy(snippet ->
            assertThat(snippet)
                .contains(
                    ExtensionLayer.parameterName(ExtensionArchitecture.X86_64)
                        .replace("x86_64", ""),
                    ExtensionVariables.ORGANIZATION_ID,
                    ExtensionVariables.AUTHORIZATION_HEADER)
                .satisfies(DeploymentGuideTest::isBalanced));
  }

  @Test
  void theTablesNameWhatThereIs() {
    for (ExtensionArchitecture architecture : ExtensionArchitecture.values()) {
      assertThat(guide)
          .contains(
              "`" + ExtensionLayer.parameterName(architecture) + "`",
              "`" + ExtensionLayer.publishedName(architecture) + "`");
    }
  }

  @Test
  void theTemplateIsATemplate() {
    JsonNode properties =
        new YAMLMapper().readTree(snippets.get("sam")).at("/Resources/Orders/Properties");
    assertThat(properties.at("/Layers/0").asString())
        .isEqualTo("{{resolve:ssm:/openobserve/lambda-extension/x86_64}}");
    assertThat(properties.at("/Environment/Variables/O2_AUTHORIZATION_HEADER").asString())
        .isEqualTo("{{resolve:secretsmanager:openobserve/authorization}}");
  }

  @Test
  void theHelpersInCodeServeBothArchitecturesAndManyFunctions() {
    assertThat(snippets.get("typescript"))
        .contains("${fn.architecture.name}", "valueForStringParameter(fn,")
        .contains("fromLayerVersionArn(fn,");
    assertThat(snippets.get("python"))
        .contains("{function.architecture.name}", "value_for_string_parameter(function,")
        .contains("from_layer_version_arn(function,");
  }

  /// Lambda's answer holds the environment, which a CI log would keep.
  @Test
  void theShellPrintsNoCredential() {
    assertThat(snippets.get("cli"))
        .contains("--query '[FunctionName, LastUpdateStatus]'", "jq --null-input --rawfile");
  }

  @Test
  void theShellParses() throws IOException, InterruptedException {
    parses("cli", "bash", "-n");
  }

  @Test
  void thePythonParses() throws IOException, InterruptedException {
    parses("python", "python3", "-c", "import ast, sys; ast.parse(open(sys.argv[1]).read())");
  }

  private void parses(String snippet, String... command) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve(snippet), String.valueOf(snippets.get(snippet)));
    List<String> line = new ArrayList<>(List.of(command));
    line.add(file.toString());
    CommandLine.Outcome outcome =
        new CommandLine(folder, Map.of(), Duration.ofSeconds(20)).run(line);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }

  private static void isBalanced(String text) {
    for (String pair : List.of("()", "{}", "[]")) {
      assertThat(count(text, pair.substring(0, 1)))
          .as(text)
          .isEqualTo(count(text, pair.substring(1)));
    }
  }

  private static long count(String text, String part) {
    return Pattern.compile(Pattern.quote(part))
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .count();
  }
}
