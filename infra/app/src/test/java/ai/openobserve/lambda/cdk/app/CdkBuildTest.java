package ai.openobserve.lambda.cdk.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.cdk.Checkout;
import ai.openobserve.lambda.cdk.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the build before `cdk synth` rebuilds after a file has changed, as make itself reports it:
/// a changed line in an example must not rebuild everything.
@Timeout(180)
class CdkBuildTest {
  @TempDir Path stamps;

  @Test
  void aLineOfAnExampleThatIsDeployedAsItLiesBuildsNothing() throws Exception {
    assertThat(buildsAfter("examples/python/lambda_function.py")).isEmpty();
    assertThat(buildsAfter("examples/nodejs/index.mjs")).isEmpty();
    assertThat(buildsAfter("examples/custom-runtime/function.sh")).isEmpty();
  }

  @Test
  void aLineOfTheExampleInJavaBuildsThatExampleAlone() throws Exception {
    assertThat(
            buildsAfter(
                "examples/java/src/main/java/ai/openobserve/lambda/examples/orders/OrderHandler.java"))
        .singleElement()
        .asString()
        .endsWith("--projects examples/java");
  }

  @Test
  void aLineOfTheAppBuildsTheApp() throws Exception {
    assertThat(
            buildsAfter("infra/app/src/main/java/ai/openobserve/lambda/cdk/app/ExamplesStack.java"))
        .singleElement()
        .asString()
        .endsWith("--projects infra,infra/app");
  }

  /// Maven's command lines, if everything else is up to date.
  private List<String> buildsAfter(String changed) throws IOException, InterruptedException {
    assertThat(Checkout.PROJECT.resolve(changed)).isRegularFile();
    for (String stamp : new String[] {"extension", "example-java", "cdk", "jvm"}) {
      Files.writeString(stamps.resolve(stamp), "");
    }
    CommandLine.Outcome outcome =
        new CommandLine(Checkout.PROJECT, Map.of(), Duration.ofSeconds(100))
            .run(
                "make",
                "--dry-run",
                "--no-print-directory",
                "--what-if=" + changed,
                "STAMPS=" + stamps,
                "cdk-build");
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return outcome.output().lines().filter(line -> line.startsWith("mvn ")).toList();
  }
}
