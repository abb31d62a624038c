package ai.openobserve.lambda.extension.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.testing.Configurations;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server that answers as OpenObserve does, and what the check makes of its answers.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HealthCheckTest {
  @StartStop public final MockWebServer server = new MockWebServer();

  private final HealthyServer healthy = new HealthyServer();

  @BeforeEach
  void answerAsOpenObserve() {
    server.setDispatcher(healthy);
  }

  private Check.Builder check() {
    return Check.of("http://127.0.0.1:" + server.getPort());
  }

  @Test
  void goesFromTheConfigurationToARecordThatIsFound() throws Exception {
    Check check = check().run();

    assertThat(check.healthy()).as(check.lines().toString()).isTrue();
    assertThat(check.lines().stream().filter(line -> !line.startsWith("   ")))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "ok      configuration: organization acme, stream orders, endpoint"),
            line -> assertThat(line).startsWith("ok      name: 127.0.0.1 is 127.0.0.1 ("),
            line -> assertThat(line).startsWith("ok      tcp: 127.0.0.1 port " + server.getPort()),
            line -> assertThat(line).startsWith("ok      server: GET /healthz answered 200"),
            line -> assertThat(line).startsWith("ok      credentials: accepted"),
            line -> assertThat(line).startsWith("ok      stream: full-text search covers"),
            line -> assertThat(line).startsWith("ok      test record: stored in stream orders"),
            line -> assertThat(line).startsWith("ok      search: the test record was found"),
            line -> assertThat(line).isEqualTo("Healthy"));
    assertThat(check.line("tcp")).matches(".*\\(\\d+ ms\\)");
  }

  @Test
  void asksWithTheCredentialAndWritesOneRecordAlone() throws Exception {
    check().run();

    List<String> writes = new ArrayList<>();
    for (int i = server.getRequestCount(); i > 0; i--) {
      RecordedRequest request = server.takeRequest();
      String target = request.getTarget();
      assertThat(request.getHeaders().get("Authorization"))
          .as(target)
          .isEqualTo(target.equals("/healthz") ? null : Configurations.AUTHORIZATION);
      if (request.getMethod().equals("POST") && target.endsWith("/_json")) {
        writes.add(Objects.requireNonNull(request.getBody()).utf8());
      }
    }
    assertThat(writes).hasSize(1);
    JsonNode record = JsonMapper.shared().readTree(writes.getFirst()).get(0);
    assertThat(record.path("type").asString("")).isEqualTo("extension");
    assertThat(record.path("record").asString("")).startsWith("o2-lambda-extension health check ");
  }

  @Test
  void showsWhatIsSetAndCountsTheDefaults() throws Exception {
    Check check = check().with("O2_MAX_RETRIES", "5").run();

    assertThat(check.lines())
        .contains(
            "        O2_STREAM = orders",
            "        O2_MAX_RETRIES = 5",
            "        O2_AUTHORIZATION_HEADER = (set, not shown)")
        .noneMatch(line -> line.contains("O2_BATCH_SIZE"))
        .anyMatch(line -> line.matches(" +\\d+ variables have their defaults; --json lists them"));
  }

  @Test
  void warnsOfAVariableThatNothingReads() throws Exception {
    Check check = check().with("O2_ORGANISATION", "x").run();

    assertThat(check.healthy()).as(check.lines().toString()).isTrue();
    assertThat(check.line("configuration")).startsWith("WARN");
    assertThat(check.lines()).anyMatch(line -> line.contains("O2_ORGANISATION is not a variable"));
  }

  @Test
  void printsOneJsonObject() throws Exception {
    healthy.answer("GET /api/acme/", 401, "Unauthorized \"Access\"");

    Check check = check().json().run();

    assertThat(check.lines()).hasSize(1);
    JsonNode report = JsonMapper.shared().readTree(check.lines().getFirst());
    assertThat(report.path("healthy").asBoolean(true)).isFalse();
    assertThat(report.path("next").asString("")).contains("O2_AUTHORIZATION_HEADER");
    List<String> steps = new ArrayList<>();
    for (JsonNode step : report.path("steps")) {
      steps.add(step.path("step").asString("") + " " + step.path("result").asString(""));
      assertThat(step.path("ms").isIntegralNumber()).isTrue();
    }
    assertThat(steps)
        .containsExactly(
            "configuration ok", "name ok", "tcp ok", "server ok", "credentials failed");
    List<String> settings = new ArrayList<>();
    for (JsonNode setting : report.path("settings")) {
      settings.add(
          setting.path("name").asString("")
              + "="
              + setting.path("value").asString("")
              + " "
              + setting.path("source").asString(""));
    }
    assertThat(settings)
        .contains(
            "O2_ORGANIZATION_ID=acme variable",
            "O2_AUTHORIZATION_HEADER=(set, not shown) variable",
            "O2_FLUSH_BUDGET_MS=1000 default",
            "O2_FLUSH_STRATEGY=auto default",
            "O2_METADATA=true default");
  }

  @Test
  void writesTheRecordInTheConfiguredShape() throws Exception {
    Check check = check().with("O2_RECORD_SHAPE", "message").run();

    assertThat(check.line("stream")).startsWith("ok").contains("'message'");
    for (int i = server.getRequestCount(); i > 0; i--) {
      RecordedRequest request = server.takeRequest();
      if (request.getTarget().endsWith("/_json")) {
        assertThat(Objects.requireNonNull(request.getBody()).utf8()).contains("\"message\":\"o2-");
      }
    }
  }

  @Test
  void writesAMetricWhereMetricsAreOn() throws Exception {
    Check check = check().with("O2_METRICS", "true").run();

    assertThat(check.line("test metric"))
        .startsWith("ok      test metric: stored as o2_lambda_health_check");
    List<String> metrics = new ArrayList<>();
    for (int i = server.getRequestCount(); i > 0; i--) {
      RecordedRequest request = server.takeRequest();
      if (request.getTarget().equals("/api/acme/ingest/metrics/_json")) {
        metrics.add(Objects.requireNonNull(request.getBody()).utf8());
      }
    }
    assertThat(metrics).hasSize(1);
    JsonNode sample = JsonMapper.shared().readTree(metrics.getFirst()).get(0);
    assertThat(sample.path("__name__").asString("")).isEqualTo("o2_lambda_health_check");
    assertThat(sample.path("__type__").asString("")).isEqualTo("gauge");
    assertThat(sample.path("value").asInt(0)).isEqualTo(1);
  }

  @Test
  void writesNoMetricWhereMetricsAreOff() throws Exception {
    Check check = check().run();

    assertThat(check.lines()).noneMatch(line -> line.contains("test metric"));
    for (int i = server.getRequestCount(); i > 0; i--) {
      assertThat(server.takeRequest().getTarget()).doesNotContain("metrics");
    }
  }

  @Test
  void saysThatMetricsCannotBeWrittenThoughRecordsCan() throws Exception {
    healthy.answer("POST /api/acme/ingest/metrics/_json", 403, "");

    Check check = check().with("O2_METRICS", "true").run();

    check.failedAt(
        "test metric", "status 403: Forbidden", "Records are delivered, metrics are not");
    assertThat(check.line("test record")).startsWith("ok");
  }

  @Test
  void showsTheProxyButNotItsPassword() throws Exception {
    Check check =
        check()
            .with("HTTP_PROXY", "http://scott:s3cret@127.0.0.1:" + server.getPort())
            .with("no_proxy", "localhost")
            .run();

    assertThat(check.lines())
        .contains("        HTTP_PROXY = (set, not shown)", "        no_proxy = localhost");
    assertThat(check.line("configuration"))
        .contains("HTTP_PROXY: proxy 127.0.0.1:" + server.getPort());
  }

  /// What a server says goes to a terminal.
  @Test
  void printsNoControlCharactersOfTheServer() throws Exception {
    healthy.answer(
        "POST /api/acme/orders/_json",
        200,
        "{\"status\":[{\"successful\":0,\"failed\":1,\"error\":\"a\\u001b[31mb\"}]}");

    Check check = check().run();

    assertThat(check.healthy()).isFalse();
    assertThat(String.join("", check.lines())).doesNotContain("\u001b").contains("[31mb");
  }
}
