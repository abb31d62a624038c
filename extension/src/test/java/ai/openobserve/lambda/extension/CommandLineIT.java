package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.openobserve.lambda.sandbox.aws.SecretServices;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The program when a person starts it.
@Timeout(180)
class CommandLineIT {

  /// How a run has ended.
  private record Run(int exitCode, String output) {}

  private static Run run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return runProgram(environment, Environment.COMMAND, List.of(arguments));
  }

  private static Run runProgram(
      Map<String, String> environment, List<String> program, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(program);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("O2_") || name.startsWith("AWS_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-v"})
  void tellsItsVersion(String argument) throws Exception {
    Run run = run(Map.of(), argument);
    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).matches("(?s)o2-lambda-extension \\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void helps() throws Exception {
    Run run = run(Map.of(), "--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).contains("--health-check", "--version", "O2_ORGANIZATION_ID");
  }

  @Test
  void helpsAndFailsOnAnUnknownArgument() throws Exception {
    Run run = run(Map.of(), "--what");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).contains("--health-check");
  }

  @Test
  void saysWhoStartsItWhereThereIsNoLambda() throws Exception {
    Run run = run(Map.of());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("AWS_LAMBDA_RUNTIME_API");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--health-check", "-h"})
  void checksTheHealthOfAGoodConfiguration(String argument) throws Exception {
    try (OpenObserveSink sink = OpenObserveSink.start()) {
      Run run = run(configuration(sink, sink.authorization()), argument);
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output().lines().count()).isGreaterThanOrEqualTo(3);
      assertThat(run.output()).doesNotContain(sink.authorization());
      assertThat(sink.awaitRecords(1, Environment.PATIENCE)).hasSize(1);
    }
  }

  @Test
  void printsTheHealthCheckAsOneJsonObject() throws Exception {
    try (OpenObserveSink sink = OpenObserveSink.start()) {
      Run run = run(configuration(sink, sink.authorization()), "--health-check", "--json");
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output().lines()).hasSize(1);
      assertThat(run.output())
          .startsWith("{\"settings\":[")
          .contains("\"step\":\"search\",\"result\":\"ok\"", "\"healthy\":true")
          .doesNotContain(sink.authorization());
    }
  }

  /// What the example does on Lambda, with the executable at another place.
  private static Run example(Map<String, String> variables, List<String> executable)
      throws IOException, InterruptedException {
    return runProgram(
        variables,
        List.of(
            "python3",
            "-c",
            "import sys; sys.path.insert(0, sys.argv[1]); import lambda_function as f;"
                + " f.EXECUTABLE = sys.argv[2:]; f.handler({}, None)",
            "../examples/health-check"),
        executable);
  }

  @Test
  void theExampleRunsItInAFunction() throws Exception {
    try (OpenObserveSink sink = OpenObserveSink.start()) {
      Run run = example(configuration(sink, sink.authorization()), Environment.COMMAND);
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output()).contains("ok      search: ", "Healthy");
    }
  }

  @Test
  void theExampleSaysWhatToDoWhereThereIsNoLayer() throws Exception {
    Run run = example(Map.of(), List.of("/opt/extensions/no-extension-is-here"));
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .contains(
            "failed  executable: ",
            "/opt/extensions/no-extension-is-here",
            "Next: Attach the layer of the function's architecture")
        .doesNotContain("Traceback");
  }

  @Test
  void theExampleShowsWhatAProgramSaysThatIsNoHealthCheck() throws Exception {
    Run run = example(Map.of(), List.of("sh", "-c", "echo out of order >&2; exit 3"));
    assertThat(run.output())
        .contains("failed  executable: exit code 3: out of order", "Next: Attach the newest layer")
        .doesNotContain("Traceback");
  }

  @Test
  void failsTheHealthCheckWithWrongCredentials() throws Exception {
    try (OpenObserveSink sink = OpenObserveSink.start()) {
      Run run = run(configuration(sink, "Basic d3Jvbmc="), "--health-check");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.output()).contains("401").doesNotContain("d3Jvbmc=");
      assertThat(sink.stored()).isZero();
    }
  }

  @Test
  void connectsOverIpv6() throws Exception {
    InetAddress loopback = InetAddress.ofLiteral("::1");
    assumeThat(NetworkInterface.getByInetAddress(loopback)).as("IPv6 here").isNotNull();
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    try {
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
          });
      server.start();
      int port = server.getAddress().getPort();
      Run run =
          run(
              Map.of(
                  "O2_ENDPOINT", "http://[::1]:" + port,
                  "O2_ORGANIZATION_ID", "default",
                  "O2_AUTHORIZATION_HEADER", "Basic d3Jvbmc="),
              "--health-check");
      assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
      assertThat(run.output())
          .contains("0:0:0:0:0:0:0:1 port " + port + " accepts connections", "401");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void checksTheHealthWithASecretStepByStep() throws Exception {
    try (OpenObserveSink sink = OpenObserveSink.start();
        SecretServices services = SecretServices.start()) {
      services.secret("o2", "root@example.com:Complexpass#123");

      Run run = run(configuration(sink, services, "o2"), "--health-check");

      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output())
          .contains(
              "ok      secret: O2_AUTHORIZATION_SECRET was read from o2 at " + services.url(),
              "ok      credentials: accepted");
      Secrecy.of(sink).check(run.output());
    }
  }

  @Test
  void failsTheHealthCheckWhereTheSecretCannotBeRead() throws Exception {
    try (OpenObserveSink sink = OpenObserveSink.start();
        SecretServices services = SecretServices.start()) {
      Run run = run(configuration(sink, services, "o2"), "--health-check");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.output())
          .contains(
              "FAILED  secret: O2_AUTHORIZATION_SECRET cannot be read: it does not exist in"
                  + " eu-west-1");
      Secrecy.of(sink).check(run.output());
    }
  }

  private static Map<String, String> configuration(
      OpenObserveSink sink, SecretServices services, String secret) {
    Map<String, String> all = new HashMap<>(configuration(sink, ""));
    all.putAll(services.environment());
    all.put("O2_AUTHORIZATION_SECRET", secret);
    return all;
  }

  @Test
  void failsTheHealthCheckWhereNobodyListens() throws Exception {
    Map<String, String> nowhere;
    try (OpenObserveSink sink = OpenObserveSink.start()) {
      nowhere = configuration(sink, sink.authorization());
    }
    Run run = run(nowhere, "--health-check");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("FAILED");
  }

  @Test
  void failsTheHealthCheckOfABrokenConfiguration() throws Exception {
    Run run = run(Map.of("O2_BATCH_SIZE", "0"), "--health-check");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .contains("O2_ORGANIZATION_ID", "O2_AUTHORIZATION_HEADER", "O2_BATCH_SIZE");
  }

  private static Map<String, String> configuration(OpenObserveSink sink, String authorization) {
    return Map.of(
        "O2_ENDPOINT",
        sink.url(),
        "O2_ORGANIZATION_ID",
        sink.organization(),
        "O2_AUTHORIZATION_HEADER",
        authorization);
  }
}
