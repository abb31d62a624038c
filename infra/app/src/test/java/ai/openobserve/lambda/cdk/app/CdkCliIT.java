package ai.openobserve.lambda.cdk.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.cdk.Checkout;
import ai.openobserve.lambda.cdk.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/// The real CLI and the built app, with the repository's own cdk.json and without an account.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CdkCliIT {
  private static Checkout checkout;

  @BeforeAll
  static void build() throws IOException {
    checkout = Checkout.make();
  }

  @Test
  @Order(1)
  @Timeout(200)
  void synthesizesBothStacks() throws IOException, InterruptedException {
    CommandLine.Outcome outcome = cdk("synth", "--quiet");
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    Path out = checkout.root().resolve("cdk.out");
    assertThat(out.resolve("LayerStack.template.json")).isNotEmptyFile();
    assertThat(out.resolve("ExamplesStack.template.json")).isNotEmptyFile();
    String assets = Files.readString(out.resolve("LayerStack.assets.json"));
    assertThat(zips(assets))
        .as("two assets, one an architecture")
        .hasSize(2)
        .doesNotHaveDuplicates();
    System.out.printf("cdk synth of the whole app: %.1f s%n", outcome.took().toMillis() / 1e3);
  }

  @Test
  @Order(2)
  @Timeout(200)
  void findsNoDifferenceBetweenTwoSynthesesAndTheOneThatThereIs()
      throws IOException, InterruptedException {
    Path before = checkout.root().resolve("before.json");
    Files.copy(checkout.root().resolve("cdk.out/LayerStack.template.json"), before);
    CommandLine.Outcome same = cdk("diff", "LayerStack", "--template", "before.json", "--fail");
    assertThat(same.exitCode()).as(same.output()).isZero();
    assertThat(same.output()).contains("There were no differences");
    CommandLine.Outcome shared =
        cdk("diff", "LayerStack", "--template", "before.json", "--fail", "-c", "shareWith=public");
    assertThat(shared.exitCode()).as(shared.output()).isEqualTo(1);
    assertThat(shared.output()).contains("[+] AWS::Lambda::LayerVersionPermission");
  }

  @Test
  @Timeout(200)
  void tellsEveryMistakeInTheContextInWords() throws InterruptedException {
    CommandLine.Outcome outcome =
        cdk("synth", "-c", "regions=Ireland", "-c", "architectures=amd64", "-c", "share=public");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output())
        .contains(
            "regions: unknown Region \"Ireland\"",
            "architectures: \"amd64\" is invalid",
            "Unknown context value share; known: ")
        .doesNotContain("\tat ai.openobserve");
  }

  @Test
  @Timeout(200)
  void tellsAMistakeInTheExamplesInWords() throws InterruptedException {
    CommandLine.Outcome outcome = cdk("synth", "-c", "endpoint=o2.example.com", "-c", "stream=a-b");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output())
        .contains("endpoint: \"o2.example.com\" is invalid", "stream: \"a-b\" is invalid")
        .doesNotContain("\tat ai.openobserve");
  }

  private static CommandLine.Outcome cdk(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(Checkout.cdk()));
    command.addAll(List.of(arguments));
    // Skips the build: this test runs after it.
    command.addAll(List.of("--build", "true"));
    return checkout
        .commandLine()
        .with("AWS_EC2_METADATA_DISABLED", "true")
        .with("AWS_REGION", "eu-west-1")
        .run(command);
  }

  private static List<String> zips(String assets) {
    return Pattern.compile("asset\\.[0-9a-f]{64}\\.zip")
        .matcher(assets)
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
