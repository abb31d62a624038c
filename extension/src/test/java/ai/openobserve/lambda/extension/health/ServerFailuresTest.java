package ai.openobserve.lambda.extension.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes wrong once a server answers, or fails to.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ServerFailuresTest {
  private static final String PAGE = "<!doctype html><title>Welcome to the hotel</title>";

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
  void anUnhealthyServer() throws Exception {
    healthy.answer("GET /healthz", 503, "");

    check().run().failedAt("server", "answered 503", "load balancer");
  }

  @Test
  void aServerWithoutAHealthPageIsReachable() throws Exception {
    healthy.answer("GET /healthz", 404, "");

    assertThat(check().run().healthy()).isTrue();
  }

  @Test
  void aRedirect() throws Exception {
    healthy.answer(
        "GET /healthz",
        new MockResponse.Builder()
            .code(301)
            .setHeader("Location", "https://there.example/")
            .build());

    check().run().failedAt("server", "redirects to https://there.example/", "Set O2_ENDPOINT");
  }

  @ParameterizedTest
  @CsvSource({"GET /healthz, server", "GET /api/acme/, credentials"})
  void aPortalsPage(String request, String step) throws Exception {
    healthy.answer(request, 200, PAGE);

    check().run().failedAt(step, "web page", "and portals and proxies");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | refused with status 401 | O2_AUTHORIZATION_HEADER: copy it again",
        "403 | refused with status 403 | may use organization acme",
        "404 | no organization acme at this address | Check O2_ORGANIZATION_ID"
      })
  void credentialsThatAreRefused(int status, String detail, String next) throws Exception {
    healthy.answer("GET /api/acme/", status, "");

    check().run().failedAt("credentials", detail, next);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 429, 500, 503})
  void credentialsThatWereNotLookedAtAreNotCalledAccepted(int status) throws Exception {
    healthy.answer("GET /api/acme/", status, "");

    assertThat(check().run().line("credentials")).startsWith("skipped ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"status\":[{\"successful\":0,\"failed\":1,\"error\":\"no\"}]} | not stored: no",
        "200 | <html> | a proxy or portal may be in between",
        "400 | {\"message\":\"bad\"} | status 400: Bad Request (bad)",
        "401 | '' | status 401: Unauthorized",
        "413 | '' | status 413 for 1",
        "503 | '' | status 503: Service Unavailable"
      })
  void aTestRecordThatIsNotStored(int status, String body, String detail) throws Exception {
    healthy.answer("POST /api/acme/orders/_json", status, body);

    check().run().failedAt("test record", detail, "");
  }

  @ParameterizedTest
  @CsvSource({
    "server, GET /healthz",
    "credentials, GET /api/acme/",
    "test record, POST /api/acme/orders/_json"
  })
  void anAnswerThatNeverComes(String step, String request) throws Exception {
    healthy.answer(
        request, new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    check().impatient().run().failedAt(step, "", "server");
  }

  @Test
  void settingsAndASearchThatNeverAnswerFailNothing() throws Exception {
    MockResponse never =
        new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
    healthy.answer("GET /api/acme/streams/orders/schema", never);
    healthy.answer("POST /api/acme/_search", never);

    Check check = check().impatient().run();

    assertThat(check.healthy()).as(check.lines().toString()).isTrue();
    assertThat(check.line("stream")).startsWith("skipped ");
    assertThat(check.line("search")).startsWith("skipped ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"settings\":{\"full_text_search_keys\":[\"log\"]}} | WARN    stream: full-text"
            + " search does not cover",
        "404 | {} | WARN    stream: stream orders does not exist yet",
        "403 | '' | skipped stream: this credential may not read",
        "500 | '' | skipped stream: its settings could not be read: status 500"
      })
  void settingsOfTheStreamFailNothing(int status, String body, String line) throws Exception {
    healthy.answer("GET /api/acme/streams/orders/schema", status, body);

    Check check = check().run();

    assertThat(check.healthy()).as(check.lines().toString()).isTrue();
    assertThat(check.line("stream")).startsWith(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"hits\":[]} | WARN    search: the test record was acknowledged but is not found"
            + " yet",
        "403 | '' | skipped search: this credential may not search",
        "400 | {\"code\":20008} | skipped search: a search answered status 400"
      })
  void aRecordThatIsNotFoundFailsNothing(int status, String body, String line) throws Exception {
    healthy.answer("POST /api/acme/_search", status, body);

    Check check = check().impatient().run();

    assertThat(check.healthy()).as(check.lines().toString()).isTrue();
    assertThat(check.line("search")).startsWith(line);
  }

  private static String date(Duration later) {
    return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
        .format(ZonedDateTime.now(ZoneOffset.UTC).plus(later));
  }

  @ParameterizedTest
  @CsvSource({
    "P1D, FAILED, behind",
    "-P1D, FAILED, ahead of",
    "PT1H, WARN, behind",
    "PT0S, ok, clocks agree"
  })
  void aClockThatIsWrong(Duration theirs, String result, String words) throws Exception {
    healthy.answer(
        "GET /healthz",
        new MockResponse.Builder().code(200).setHeader("Date", date(theirs)).body("{}").build());

    assertThat(check().clock(InstantSource.system()).run().line("server"))
        .startsWith(result)
        .contains(words);
  }
}
