package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.testing.Clients;
import ai.openobserve.lambda.extension.testing.Configurations;
import ai.openobserve.lambda.extension.testing.SettableClock;
import ai.openobserve.lambda.extension.time.Clocks;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class HealthCheckTest {
  private static final String STORED = "{\"status\":[{\"successful\":1,\"failed\":0}]}";

  @StartStop public final MockWebServer server = new MockWebServer();

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final SettableClock clock = new SettableClock();

  private boolean check(String endpoint) {
    Configuration configuration = Configurations.of(endpoint, "O2_COMPRESSION", "none");
    return new HealthCheck(
            configuration,
            Clients.authorization(configuration),
            Clients.of(configuration, clock),
            new Clocks(clock, clock::nanos),
            new PrintStream(written, true, StandardCharsets.UTF_8))
        .run();
  }

  private boolean check() {
    return check(endpoint());
  }

  private String endpoint() {
    return "http://127.0.0.1:" + server.getPort();
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private void answer(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  @Test
  void goesFromTheConfigurationToAStoredRecord() throws Exception {
    answer(200, "{\"status\":\"ok\"}");
    answer(200, "{}");
    answer(200, STORED);

    assertThat(check()).isTrue();

    assertThat(lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "ok      configuration: organization acme, stream orders, endpoint "
                            + endpoint()),
            line -> assertThat(line).startsWith("ok      reach: " + endpoint() + " answered 200"),
            line -> assertThat(line).isEqualTo("ok      credentials: accepted (status 200)"),
            line -> assertThat(line).isEqualTo("ok      test record: stored in stream orders"));
    RecordedRequest healthz = server.takeRequest();
    assertThat(healthz.getRequestLine()).isEqualTo("GET /healthz HTTP/1.1");
    assertThat(healthz.getHeaders().get("Authorization")).isNull();
    RecordedRequest organization = server.takeRequest();
    assertThat(organization.getRequestLine()).isEqualTo("GET /api/acme/ HTTP/1.1");
    assertThat(organization.getHeaders().get("Authorization"))
        .isEqualTo(Configurations.AUTHORIZATION);
    RecordedRequest record = server.takeRequest();
    assertThat(record.getRequestLine()).isEqualTo("POST /api/acme/orders/_json HTTP/1.1");
    assertThat(Objects.requireNonNull(record.getBody()).utf8())
        .isEqualTo(
            "[{\"_timestamp\":1795428000000000,\"time\":\"2026-11-23T10:00:00Z\","
                + "\"type\":\"extension\",\"record\":\"o2-lambda-extension health check\"}]");
    assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain(Configurations.TOKEN);
  }

  @Test
  void stopsWhereNobodyAnswers() {
    String endpoint = endpoint();
    server.close();

    assertThat(check(endpoint)).isFalse();

    assertThat(lines()).hasSize(2);
    assertThat(lines().getLast())
        .startsWith("FAILED  reach: ")
        .endsWith(". Check O2_ENDPOINT, the function's network and proxies");
  }

  @Test
  void stopsAtAnUnhealthyServer() {
    answer(503, "");

    assertThat(check()).isFalse();
    assertThat(lines().getLast())
        .isEqualTo("FAILED  reach: GET /healthz answered 503: the server is not healthy");
  }

  @Test
  void aServerWithoutAHealthPageIsReachable() {
    answer(404, "");
    answer(200, "");
    answer(200, STORED);

    assertThat(check()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "401, status 401. Check O2_AUTHORIZATION_HEADER",
    "403, status 403. Check O2_AUTHORIZATION_HEADER",
    "404, status 404. Check O2_ORGANIZATION_ID and O2_ENDPOINT's path"
  })
  void stopsAtCredentialsThatAreRefused(int status, String advice) {
    answer(200, "");
    answer(status, "");

    assertThat(check()).isFalse();
    assertThat(lines().getLast()).isEqualTo("FAILED  credentials: " + advice);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"302", "429", "500", "503"})
  void doesNotCallCredentialsAcceptedThatWereNotLookedAt(int status) {
    answer(200, "");
    answer(status, "");
    answer(200, STORED);

    check();

    assertThat(lines()).noneMatch(line -> line.startsWith("ok      credentials: accepted"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"status\":[{\"successful\":0,\"failed\":1,\"error\":\"no\"}]} | not stored: no",
        "400 | {\"message\":\"bad\"} | status 400: Bad Request (bad)",
        "401 | '' | status 401: Unauthorized",
        "413 | '' | status 413 for a record of 200 bytes: a proxy is in between",
        "503 | '' | status 503: Service Unavailable"
      })
  void saysWhyTheTestRecordWasNotStored(int status, String body, String reason) {
    answer(200, "");
    answer(200, "");
    answer(status, body);

    assertThat(check()).isFalse();
    assertThat(lines().getLast()).isEqualTo("FAILED  test record: " + reason);
  }

  @Test
  void aCertificateThatIsNotTrustedIsRefused() {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    answer(200, "");

    assertThat(check("https://localhost:" + server.getPort())).isFalse();
    assertThat(lines().getLast()).startsWith("FAILED  reach: ");
    assertThat(server.getRequestCount()).isZero();
  }
}
