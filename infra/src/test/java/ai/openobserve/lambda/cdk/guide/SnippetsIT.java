package ai.openobserve.lambda.cdk.guide;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.cdk.Checkout;
import ai.openobserve.lambda.cdk.CommandLine;
import ai.openobserve.lambda.cdk.layer.TestZips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs the snippets of docs/deploy.md with the tools they are written for.
@Timeout(600)
class SnippetsIT {
  private static final Path HARNESS = Checkout.PROJECT.resolve("infra/src/test/guide");
  private static final String SECRET =
      "{\"header\": \"Basic c2VjcmV0\", \"note\": \"a \\\"quoted\\\" $one, with 'all' of it\"}";
  private static final String REFERENCE = "{{resolve:secretsmanager:openobserve/authorization";

  private final Guide guide = Guide.read();
  @TempDir Path folder;

  @Test
  void typescriptSynthesizesTwoFunctionsOfTwoArchitectures() throws Exception {
    Path modules = Tools.node("node");
    Files.createSymbolicLink(folder.resolve("node_modules"), modules);
    write("snippet.ts", guide.snippet("typescript"));
    Files.copy(HARNESS.resolve("node/app.ts"), folder.resolve("app.ts"));
    succeeds(
        modules.resolve(".bin/tsc").toString(),
        "--strict",
        "--skipLibCheck",
        "--module",
        "nodenext",
        "--target",
        "es2022",
        "--types",
        "node",
        "--outDir",
        "out",
        "app.ts");
    succeeds("node", "out/app.js");
    isWired(folder.resolve("cdk.out/Shop.template.json"));
  }

  @Test
  void pythonSynthesizesTwoFunctionsOfTwoArchitectures() throws Exception {
    Path bin = Tools.python("cdk");
    write("snippet.py", guide.snippet("python"));
    Files.copy(HARNESS.resolve("cdk/app.py"), folder.resolve("app.py"));
    succeeds(bin.resolve("python").toString(), "app.py");
    isWired(folder.resolve("cdk.out/Shop.template.json"));
  }

  @Test
  void cloudFormationTemplateHasNothingToLint() throws Exception {
    Path bin = Tools.python("sam");
    write("template.yaml", guide.snippet("cloudformation"));
    succeeds(bin.resolve("cfn-lint").toString(), "--regions", "eu-west-1", "--", "template.yaml");
  }

  @Test
  void samValidatesItsTemplate() throws Exception {
    Path bin = Tools.python("sam");
    write("template.yaml", guide.snippet("sam"));
    try (ScriptedAws aws = new ScriptedAws(SECRET, new byte[0])) {
      CommandLine.Outcome outcome =
          run(
              aws,
              bin.resolve("sam").toString(),
              "validate",
              "--lint",
              "--template",
              "template.yaml",
              "--region",
              "eu-west-1");
      assertThat(outcome.exitCode()).as(outcome.output()).isZero();
      assertThat(outcome.output()).contains("is a valid SAM Template");
    }
  }

  @Test
  void serverlessFrameworkPackagesItsService() throws Exception {
    Path modules = Tools.node("serverless");
    // Makes a property that is not in the schema an error.
    write("serverless.yml", guide.snippet("serverless") + "configValidationMode: error\n");
    write("orders.py", "def handler(event, context):\n    pass\n");
    try (ScriptedAws aws = new ScriptedAws(SECRET, new byte[0])) {
      CommandLine.Outcome outcome = run(aws, modules.resolve(".bin/osls").toString(), "package");
      assertThat(outcome.exitCode()).as(outcome.output()).isZero();
      assertThat(aws.unexpected()).isEmpty();
    }
    JsonNode function =
        functions(folder.resolve(".serverless/cloudformation-template-update-stack.json"))
            .getFirst();
    assertThat(function.at("/Layers/0").asString()).isEqualTo(ScriptedAws.LAYER);
    assertThat(function.at("/Environment/Variables/O2_AUTHORIZATION_HEADER").asString())
        .startsWith(REFERENCE);
  }

  @Test
  void terraformsProviderKnowsEveryAttribute() throws Exception {
    Path bin = Tools.python("pulumi");
    Path provider =
        Tools.partOfPackage(
            "terraform",
            "package/lib/lambda-function",
            "package/lib/data-aws-ssm-parameter",
            "package/lib/data-aws-secretsmanager-secret-version");
    write("snippet.tf", guide.snippet("terraform"));
    String[] check = {
      bin.resolve("python").toString(),
      HARNESS.resolve("terraform/check.py").toString(),
      "snippet.tf",
      provider.resolve("lib").toString()
    };
    assertThat(succeeds(check)).contains("3 elements are as the provider's schema has them");

    write("snippet.tf", guide.snippet("terraform").replace("layers  ", "layer  "));
    CommandLine.Outcome wrong = run(Map.of(), check);
    assertThat(wrong.exitCode()).isNotZero();
    assertThat(wrong.output()).contains("the provider knows no layer;");
  }

  @Test
  void pulumiCreatesTheFunctionWithTheLayerAndASecret() throws Exception {
    Path bin = Tools.python("pulumi");
    write("snippet.py", guide.snippet("pulumi"));
    Files.createDirectories(folder.resolve("functions/orders"));
    Files.copy(HARNESS.resolve("pulumi/run.py"), folder.resolve("run.py"));
    JsonNode created =
        JsonMapper.shared().readTree(succeeds(bin.resolve("python").toString(), "run.py"));
    JsonNode function = created.get("aws:lambda/function:Function");
    assertThat(function.at("/layers/0").asString()).isEqualTo(ScriptedAws.LAYER);
    assertThat(function.at("/environment/value/variables/O2_ORGANIZATION_ID").asString())
        .isEqualTo("acme");
    assertThat(created.get("secret").asBoolean()).as("the credential is a secret").isTrue();
  }

  @Test
  void commandsChangeTheFunctionAndPrintNoCredential() throws Exception {
    Path bin = Tools.python("aws");
    Tools.needs("jq");
    try (ScriptedAws aws = new ScriptedAws(SECRET, new byte[0])) {
      CommandLine.Outcome outcome = shell(aws, bin, guide.snippet("cli"));
      assertThat(outcome.exitCode()).as(outcome.output()).isZero();
      assertThat(outcome.output()).contains("orders", "InProgress").doesNotContain("c2VjcmV0");
      assertThat(aws.unexpected()).isEmpty();
      assertThat(aws.changes()).hasSize(1);
      JsonNode change = JsonMapper.shared().readTree(aws.changes().getFirst());
      assertThat(change.at("/Layers/0").asString()).isEqualTo(ScriptedAws.LAYER);
      assertThat(change.at("/Environment/Variables/O2_ORGANIZATION_ID").asString())
          .isEqualTo("acme");
      assertThat(change.at("/Environment/Variables/O2_AUTHORIZATION_HEADER").asString())
          .isEqualTo(SECRET);
    }
  }

  /// Checks the Dockerfile's COPY lines against the files that the preceding commands create.
  @Test
  void theImageGetsTheExecutableOutOfTheLayersZip() throws Exception {
    Path bin = Tools.python("aws");
    Tools.needs("unzip");
    Tools.needs("curl");
    Path zip = TestZips.good(folder.resolve("layer.zip"), TestZips.X86_64);
    try (ScriptedAws aws = new ScriptedAws(SECRET, Files.readAllBytes(zip))) {
      CommandLine.Outcome outcome = shell(aws, bin, guide.snippet("image-zip"));
      assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }
    write("orders.py", "");
    List<MatchResult> copies =
        Pattern.compile("COPY (--chmod=0755 )?(\\S+) (\\S+)")
            .matcher(guide.snippet("image"))
            .results()
            .toList();
    assertThat(copies)
        .hasSize(2)
        .allSatisfy(copy -> assertThat(folder.resolve(copy.group(2))).isRegularFile());
    MatchResult extension = copies.getFirst();
    assertThat(extension.group(1)).as("the mode, whatever the zip's was").isNotNull();
    assertThat(extension.group(3)).isEqualTo("/opt/extensions/o2-lambda-extension");
    assertThat(Files.readAllBytes(folder.resolve(extension.group(2))))
        .isEqualTo(TestZips.elf(TestZips.X86_64, TestZips.PT_LOAD));
  }

  /// Expects two functions, each with the layer for its own architecture.
  private static void isWired(Path template) throws IOException {
    JsonNode parameters = JsonMapper.shared().readTree(template.toFile()).get("Parameters");
    assertThat(functions(template))
        .hasSize(2)
        .allSatisfy(function -> {
          String layer = function.at("/Layers/0/Ref").asString();
          assertThat(parameters.get(layer).get("Default").asString())
              .isEqualTo(
                  "/openobserve/lambda-extension/" + function.at("/Architectures/0").asString());
          JsonNode variables = function.at("/Environment/Variables");
          assertThat(variables.get("O2_ORGANIZATION_ID").asString()).isEqualTo("acme");
          assertThat(variables.get("O2_AUTHORIZATION_HEADER").asString()).startsWith(REFERENCE);
        });
    assertThat(functions(template).stream().map(f -> f.at("/Architectures/0").asString()))
        .containsExactlyInAnyOrder("x86_64", "arm64");
  }

  private static List<JsonNode> functions(Path template) throws IOException {
    return JsonMapper.shared()
        .readTree(template.toFile())
        .get("Resources")
        .valueStream()
        .filter(resource -> resource.get("Type").asString().equals("AWS::Lambda::Function"))
        .map(resource -> resource.get("Properties"))
        .toList();
  }

  private CommandLine.Outcome shell(ScriptedAws aws, Path bin, String commands) throws Exception {
    Path script = write("snippet.sh", "set -eu\nPATH=" + bin + ":$PATH\n" + commands);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return run(aws, "bash", script.toString());
  }

  private String succeeds(String... command) throws InterruptedException {
    CommandLine.Outcome outcome = run(Map.of(), command);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return outcome.output();
  }

  private CommandLine.Outcome run(ScriptedAws aws, String... command) throws InterruptedException {
    return run(aws.environment(), command);
  }

  private CommandLine.Outcome run(Map<String, String> environment, String... command)
      throws InterruptedException {
    CommandLine line =
        new CommandLine(folder, environment, Duration.ofMinutes(4))
            .with("SAM_CLI_TELEMETRY", "0")
            .with("SLS_TELEMETRY_DISABLED", "1")
            .with("SLS_NOTIFICATIONS_MODE", "off")
            .with("JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION", "1");
    return line.run(new ArrayList<>(Arrays.asList(command)));
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
