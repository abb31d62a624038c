package ai.openobserve.lambda.cdk.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.cdk.Checkout;
import ai.openobserve.lambda.cdk.CommandLine;
import ai.openobserve.lambda.cdk.guide.Guide;
import ai.openobserve.lambda.cdk.guide.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The templates of this repository's own stacks, as reviewers' tools see them: `cfn-lint` and the
/// AWS Solutions rules of `cdk-nag`. `LayerAppTest` compares the snapshots with the app.
@Timeout(600)
class ReviewIT {
  private static final Path SNAPSHOTS = Path.of("src/test/resources/snapshots").toAbsolutePath();

  /// Accepted findings, each with its reason. A finding that no longer occurs must be removed.
  private static final Map<String, String> ACCEPTED =
      Map.of(
          "cfn-lint W3005",
          "the CDK writes DependsOn for a role and its policy beside the reference to the role: the policy"
              + " has to be there before the function runs, and the role's line does no harm");

  @TempDir Path folder;

  @Test
  void everythingThatIsFoundIsExplained() throws Exception {
    List<String> templates =
        List.of("LayerStack", "ExamplesStack").stream()
            .map(stack -> SNAPSHOTS.resolve(stack + ".template.json").toString())
            .toList();
    List<String> found = new ArrayList<>(lint(templates));
    found.addAll(nag(templates));
    assertThat(new TreeSet<>(found.stream().map(ReviewIT::rule).toList()))
        .as(String.join("\n", found))
        .isEqualTo(new TreeSet<>(ACCEPTED.keySet()));
  }

  /// A review that finds nothing may not be looking.
  @Test
  void theRulesAreApplied() throws Exception {
    String template =
        Files.writeString(
                folder.resolve("Control.template.yaml"), Guide.read().snippet("cloudformation"))
            .toString();
    assertThat(nag(List.of(template)))
        .anySatisfy(finding -> assertThat(finding).startsWith("cdk-nag AwsSolutions-IAM4"));
    Files.writeString(
        Path.of(template), Files.readString(Path.of(template)).replace("Handler:", "Handle:"));
    assertThat(lint(List.of(template)))
        .anySatisfy(finding -> assertThat(finding).startsWith("cfn-lint E3002"));
  }

  /// `TOOL RULE STACK RESOURCE what it says`.
  private static String rule(String finding) {
    return finding.substring(0, finding.indexOf(' ', finding.indexOf(' ') + 1));
  }

  private List<String> lint(List<String> templates) throws InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Tools.python("sam").resolve("cfn-lint").toString(),
                "--format",
                "json",
                "--regions",
                "eu-west-1",
                "--"));
    command.addAll(templates);
    CommandLine.Outcome outcome = run(command);
    return JsonMapper.shared()
        .readTree(outcome.output())
        .valueStream()
        .map(finding ->
            String.join(
                " ",
                "cfn-lint",
                finding.at("/Rule/Id").asString(),
                finding.get("Filename").asString(),
                finding.get("Message").asString()))
        .toList();
  }

  private List<String> nag(List<String> templates) throws IOException, InterruptedException {
    Path modules = Tools.node("node");
    if (!Files.exists(folder.resolve("node_modules"))) {
      Files.createSymbolicLink(folder.resolve("node_modules"), modules);
    }
    Path program = folder.resolve("nag.js");
    Files.writeString(
        program, Files.readString(Checkout.PROJECT.resolve("infra/src/test/guide/node/nag.js")));
    List<String> command = new ArrayList<>(List.of("node", program.toString(), "found.json"));
    command.addAll(templates);
    CommandLine.Outcome outcome = run(command);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    JsonNode found = JsonMapper.shared().readTree(folder.resolve("found.json").toFile());
    return found
        .valueStream()
        .map(finding ->
            List.of("rule", "stack", "resource", "says").stream()
                .map(member -> finding.path(member).asString(""))
                .collect(Collectors.joining(" ", "cdk-nag ", "")))
        .toList();
  }

  private CommandLine.Outcome run(List<String> command) throws InterruptedException {
    return new CommandLine(folder, Map.of("CDK_VALIDATION", "false"), Duration.ofMinutes(4))
        .run(command);
  }
}
