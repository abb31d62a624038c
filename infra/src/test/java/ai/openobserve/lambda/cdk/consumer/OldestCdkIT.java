package ai.openobserve.lambda.cdk.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.cdk.Checkout;
import ai.openobserve.lambda.cdk.CommandLine;
import ai.openobserve.lambda.cdk.LocalRepository;
import ai.openobserve.lambda.cdk.layer.TestZips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/// [MallApp] with the oldest aws-cdk-lib that the construct supports, resolved by Maven as in a
/// user's build with that version.
class OldestCdkIT {
  private static final String OLDEST = "2.190.0";
  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>com.example</groupId>
        <artifactId>mall</artifactId>
        <version>1</version>
        <dependencyManagement>
          <!-- Else Maven reads the pom of every version in the ranges that older ones of aws-cdk-lib name. -->
          <dependencies>
            <dependency>
              <groupId>software.constructs</groupId>
              <artifactId>constructs</artifactId>
              <version>10.8.0</version>
            </dependency>
            <dependency>
              <groupId>software.amazon.jsii</groupId>
              <artifactId>jsii-runtime</artifactId>
              <version>1.139.0</version>
            </dependency>
            <dependency>
              <groupId>software.amazon.awscdk</groupId>
              <artifactId>cdk-asset-awscli-v1</artifactId>
              <version>2.2.282</version>
            </dependency>
            <dependency>
              <groupId>software.amazon.awscdk</groupId>
              <artifactId>cdk-asset-node-proxy-agent-v6</artifactId>
              <version>2.1.2</version>
            </dependency>
            <dependency>
              <groupId>software.amazon.awscdk</groupId>
              <artifactId>cdk-cloud-assembly-schema</artifactId>
              <version>41.2.0</version>
            </dependency>
          </dependencies>
        </dependencyManagement>
        <dependencies>
          <dependency>
            <groupId>software.amazon.awscdk</groupId>
            <artifactId>aws-cdk-lib</artifactId>
            <version>AWS_CDK_LIB</version>
          </dependency>
          <dependency>
            <groupId>ai.openobserve.lambda</groupId>
            <artifactId>openobserve-lambda-cdk</artifactId>
            <version>CONSTRUCT</version>
          </dependency>
        </dependencies>
      </project>
      """;

  @TempDir Path folder;

  @Test
  @Timeout(600)
  void synthesizesTheSame() throws IOException, InterruptedException {
    Path zips = TestZips.both(Files.createDirectories(folder.resolve("zips")));
    Path out = folder.resolve("out");
    String classPath =
        Checkout.PROJECT.resolve("infra/target/test-classes") + ":" + classPathOfTheOldest();
    assertThat(classPath).contains("aws-cdk-lib-" + OLDEST + ".jar");
    CommandLine.Outcome outcome =
        commandLine()
            .run(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                classPath,
                MallApp.class.getName(),
                out.toString(),
                zips.toString());
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    new MallTemplates(out).areAsExpected();
  }

  @Test
  void isTheOneThatTheGuideNames() throws IOException {
    assertThat(Files.readString(Checkout.PROJECT.resolve("docs/deploy.md")))
        .contains("aws-cdk-lib " + OLDEST + " or newer");
  }

  private String classPathOfTheOldest() throws IOException, InterruptedException {
    Path repository = LocalRepository.withTheConstruct(folder.resolve("repository"));
    Files.writeString(
        folder.resolve("pom.xml"),
        POM.replace("AWS_CDK_LIB", OLDEST).replace("CONSTRUCT", LocalRepository.VERSION));
    CommandLine.Outcome outcome =
        commandLine()
            .with("MAVEN_OPTS", "-Dmaven.repo.local=" + repository)
            .with("JAVA_HOME", System.getProperty("java.home"))
            .run(
                "mvn",
                "--batch-mode",
                "--quiet",
                "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath",
                "-Dmdep.outputFile=classpath.txt");
    if (outcome.output().contains("Could not transfer artifact")) {
      throw new TestAbortedException(
          "Skipped: aws-cdk-lib " + OLDEST + " cannot be downloaded: " + outcome.output());
    }
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return Files.readString(folder.resolve("classpath.txt")).strip();
  }

  private CommandLine commandLine() {
    return new CommandLine(
        folder,
        Map.of("CDK_VALIDATION", "false", "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION", "1"),
        Duration.ofMinutes(8));
  }
}
