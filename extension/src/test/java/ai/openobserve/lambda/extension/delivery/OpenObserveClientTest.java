package ai.openobserve.lambda.extension.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.Destination;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.buffer.Reporting;
import ai.openobserve.lambda.extension.config.Authorization;
import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.credentials.AuthorizationSource;
import ai.openobserve.lambda.extension.credentials.Credential;
import ai.openobserve.lambda.extension.testing.Clients;
import ai.openobserve.lambda.extension.testing.Configurations;
import ai.openobserve.lambda.extension.testing.LogTrail;
import ai.openobserve.lambda.extension.testing.RawServer;
import ai.openobserve.lambda.extension.testing.Records;
import ai.openobserve.lambda.extension.testing.SettableClock;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.FutureTask;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import okio.Buffer;
import okio.ByteString;
import okio.GzipSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One request, one outcome, against a real HTTP server.
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class OpenObserveClientTest {
  private static final Duration AMPLE = Duration.ofSeconds(15);
  private static final String STORED_TWO =
      "{\"code\":200,\"status\":[{\"name\":\"orders\",\"successful\":2,\"failed\":0}]}";

  @StartStop public final MockWebServer server = new MockWebServer();

  private final Batch batch = Records.batch("{\"a\":1}", "{\"b\":\"größer\"}".replace(",", ";"));

  private String endpoint() {
    return "http://127.0.0.1:" + server.getPort();
  }

  private OpenObserveClient client(String... namesAndValues) {
    return client(endpoint(), namesAndValues);
  }

  private static OpenObserveClient client(String endpoint, String[] namesAndValues) {
    Configuration configuration = Configurations.of(endpoint, namesAndValues);
    return Clients.of(configuration);
  }

  private static MockResponse answer(int status, String body) {
    return new MockResponse.Builder().code(status).body(body).build();
  }

  private Outcome outcome(MockResponse answer, String... namesAndValues) {
    server.enqueue(answer);
    return client(namesAndValues).send(batch, AMPLE);
  }

  private Outcome outcome(int status, String body) {
    return outcome(answer(status, body));
  }

  static String unzipped(RecordedRequest request) throws IOException {
    ByteString body = Objects.requireNonNull(request.getBody());
    Buffer plain = new Buffer();
    try (GzipSource gzip = new GzipSource(new Buffer().write(body))) {
      plain.writeAll(gzip);
    }
    return plain.readUtf8();
  }

  private static String header(RecordedRequest request, String name) {
    return String.valueOf(request.getHeaders().get(name));
  }

  @Test
  void postsAGzippedArrayToTheStreamOfTheOrganization() throws Exception {
    assertThat(outcome(200, STORED_TWO)).isEqualTo(new Outcome.Accepted(2, 0, ""));

    RecordedRequest request = server.takeRequest();
    assertThat(request.getRequestLine()).isEqualTo("POST /api/acme/orders/_json HTTP/1.1");
    assertThat(header(request, "Authorization")).isEqualTo(Configurations.AUTHORIZATION);
    assertThat(header(request, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(request, "Content-Type")).isEqualTo("application/json");
    assertThat(header(request, "User-Agent")).isEqualTo("o2-lambda-extension");
    assertThat(header(request, "Content-Length")).isEqualTo(Long.toString(request.getBodySize()));
    assertThat(unzipped(request)).isEqualTo("[{\"a\":1},{\"b\":\"größer\"}]");
  }

  @Test
  void aRecordThatHasWaitedTooLongIsSentWithTheTimeOfSending() throws Exception {
    SettableClock clock = new SettableClock();
    Configuration configuration = Configurations.of(endpoint());
    OpenObserveClient client = Clients.of(configuration, clock);
    Batch waiting =
        Records.batch("{\"_timestamp\":1795427998123000}", "{\"_timestamp\":1795443199000000}");

    for (int i = 0; i < 2; i++) {
      server.enqueue(answer(200, STORED_TWO));
      client.send(waiting, AMPLE);
      clock.advance(Duration.ofHours(5));
    }

    assertThat(unzipped(server.takeRequest()))
        .isEqualTo("[{\"_timestamp\":1795427998123000},{\"_timestamp\":1795443199000000}]");
    // 15:00 now: one of 9:59 is too old, one of 14:13 is not.
    assertThat(unzipped(server.takeRequest()))
        .isEqualTo("[{\"_timestamp\":1795446000000000},{\"_timestamp\":1795443199000000}]");
    assertThat(Records.of(waiting))
        .as("the batch itself, which another request may be sending")
        .containsExactly("{\"_timestamp\":1795427998123000}", "{\"_timestamp\":1795443199000000}");
  }

  @Test
  void sendsPlainTextWhereCompressionIsOff() throws Exception {
    outcome(answer(200, STORED_TWO), "O2_COMPRESSION", "none");

    RecordedRequest request = server.takeRequest();
    assertThat(request.getHeaders().get("Content-Encoding")).isNull();
    assertThat(Objects.requireNonNull(request.getBody()).utf8())
        .isEqualTo("[{\"a\":1},{\"b\":\"größer\"}]");
  }

  @Test
  void keepsThePathPrefixOfTheEndpoint() throws Exception {
    server.enqueue(answer(200, STORED_TWO));
    client(endpoint() + "/base/o2/", new String[] {"O2_ORGANIZATION_ID", "Team_1.eu-west"})
        .send(batch, AMPLE);

    assertThat(server.takeRequest().getTarget())
        .isEqualTo("/base/o2/api/Team_1.eu-west/orders/_json");
  }

  @Test
  void aStreamNameWithAColonIsNoPort() throws Exception {
    server.enqueue(answer(200, STORED_TWO));
    client("O2_STREAM", "eu:orders").send(batch, AMPLE);

    assertThat(server.takeRequest().getTarget()).isEqualTo("/api/acme/eu:orders/_json");
  }

  @Test
  void sendsAPayloadOfAnotherKindAsItIsToItsOwnPath() throws Exception {
    Destination traces = new Destination("/v1/traces", "application/x-protobuf", false);
    LogBuffer buffer =
        new LogBuffer(100_000, new BatchLimits(1, 1, 10_000), new Ledger(), new LogTrail().log());
    byte[] payload = {1, 2, 3};
    buffer.append(traces, payload, 0, 3, Reporting.LOGGED);
    server.enqueue(answer(503, ""));
    client("O2_COMPRESSION", "none").send(Objects.requireNonNull(buffer.take()), AMPLE);

    RecordedRequest request = server.takeRequest();
    assertThat(request.getTarget()).isEqualTo("/api/acme/v1/traces");
    assertThat(header(request, "Content-Type")).isEqualTo("application/x-protobuf");
    assertThat(Objects.requireNonNull(request.getBody()).toByteArray()).isEqualTo(payload);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void sendsAgainWithTheNewerCredentialWhenOneIsRefused(int status) throws Exception {
    ScriptedCredentials credentials = new ScriptedCredentials(true);
    server.enqueue(answer(status, ""));
    server.enqueue(answer(200, STORED_TWO));

    assertThat(client(credentials).send(batch, AMPLE)).isEqualTo(new Outcome.Accepted(2, 0, ""));

    assertThat(credentials.refused).containsExactly("Basic 0");
    assertThat(header(server.takeRequest(), "Authorization")).isEqualTo("Basic 0");
    assertThat(header(server.takeRequest(), "Authorization")).isEqualTo("Basic 1");
  }

  @Test
  void aNewerCredentialThatIsRefusedTooIsNotTriedForEver() {
    ScriptedCredentials credentials = new ScriptedCredentials(true);
    server.enqueue(answer(401, ""));
    server.enqueue(answer(401, ""));

    assertThat(client(credentials).send(batch, AMPLE)).isInstanceOf(Outcome.Refused.class);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void aCredentialWithoutANewerOneStaysRefused() {
    ScriptedCredentials credentials = new ScriptedCredentials(false);
    server.enqueue(answer(401, ""));

    assertThat(client(credentials).send(batch, AMPLE)).isInstanceOf(Outcome.Refused.class);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void otherRefusalsAreNotAboutTheCredential() {
    ScriptedCredentials credentials = new ScriptedCredentials(true);
    server.enqueue(answer(404, ""));

    client(credentials).send(batch, AMPLE);

    assertThat(credentials.refused).isEmpty();
  }

  @Test
  void sendsNothingWithoutACredential() {
    ScriptedCredentials credentials = new ScriptedCredentials(true);
    credentials.missing = true;

    assertThat(client(credentials).send(batch, AMPLE))
        .isEqualTo(
            new Outcome.Unavailable(
                "O2_AUTHORIZATION_SECRET cannot be read", Duration.ofSeconds(7)));
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void theWarmUpAsksForTheCredential() {
    ScriptedCredentials credentials = new ScriptedCredentials(true);
    server.enqueue(answer(200, ""));

    client(credentials).warmUp().run();

    assertThat(credentials.asked).isEqualTo(1);
  }

  private OpenObserveClient client(AuthorizationSource credentials) {
    Configuration configuration = Configurations.of(endpoint());
    return new OpenObserveClient(
        configuration, credentials, new Connections(configuration), InstantSource.system());
  }

  /// `Basic 0`, and after each refusal the next number where there is one.
  private static final class ScriptedCredentials implements AuthorizationSource {
    private final boolean newer;
    private final List<String> refused = new ArrayList<>();
    private boolean missing;
    private int asked;

    ScriptedCredentials(boolean newer) {
      this.newer = newer;
    }

    @Override
    public Credential current() {
      asked++;
      return missing
          ? new Credential.Missing("reason", Duration.ofSeconds(7))
          : new Credential.Ready(new Authorization("Basic " + refused.size()));
    }

    @Override
    public boolean refused(Authorization used) {
      refused.add(used.header());
      return newer;
    }

    @Override
    public String variable() {
      return "O2_AUTHORIZATION_SECRET";
    }

    @Override
    public String origin() {
      return "o2";
    }
  }

  @Test
  void aRequestCanBeCancelledBeforeItBeginsAndWhileItHangs() throws Exception {
    OpenObserveClient client = client();
    Attempt early = client.deliver(batch);
    early.cancel();
    assertThat(early.run()).isInstanceOf(Outcome.Unavailable.class);
    assertThat(server.getRequestCount()).isZero();

    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    Attempt hanging = client.deliver(batch);
    FutureTask<Outcome> running = new FutureTask<>(hanging::run);
    Thread.ofPlatform().daemon().start(running);
    server.takeRequest();
    hanging.cancel();

    // Would reach the class's time-out otherwise: the client has none of its own.
    assertThat(running.get()).isNotInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void socketsSendAtOnce() throws Exception {
    for (Socket socket :
        List.of(
            new ClientSockets().createSocket(),
            new ClientSockets().createSocket("127.0.0.1", server.getPort()))) {
      try (socket) {
        assertThat(socket.getTcpNoDelay()).isTrue();
      }
    }
  }

  @Test
  void aLargeBatchArrivesWhole() throws Exception {
    Random random = new Random(7);
    String[] records = new String[2000];
    for (int i = 0; i < records.length; i++) {
      records[i] = "\"" + random.nextLong() + "x".repeat(random.nextInt(600)) + "\"";
    }
    server.enqueue(answer(200, STORED_TWO));
    client().send(Records.batch(records), AMPLE);

    assertThat(unzipped(server.takeRequest())).isEqualTo("[" + String.join(",", records) + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"code\":200,\"status\":[{\"name\":\"s\",\"successful\":1,\"failed\":1,\"error\":\"old\"}]}"
            + " | 1 | 1 | old",
        "{\"code\":200,\"status\":[{\"name\":\"s\",\"successful\":0,\"failed\":2}]} | 0 | 2 | ''",
        // Nothing counted at all is a silent loss: too many columns in a batch.
        "{\"code\":200,\"status\":[{\"name\":\"s\",\"successful\":0,\"failed\":0}]} | 0 | 2 | ''",
        "{\"code\":200,\"status\":[]} | 0 | 2 | ''",
        "{\"code\":200,\"status\":[{\"successful\":1},{\"successful\":1,\"failed\":0}]} | 2 | 0 |"
            + " ''",
        "{\"code\":200,\"status\":[{\"successful\":99,\"failed\":0}]} | 2 | 0 | ''",
        "{\"code\":200,\"status\":[{\"successful\":-1,\"failed\":0}]} | 0 | 2 | ''"
      })
  void countsWhatTheAnswerSaysWasStored(String body, int stored, int notStored, String error) {
    assertThat(outcome(200, body)).isEqualTo(new Outcome.Accepted(stored, notStored, error));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":200}",
        "{\"status\":\"ok\"}",
        "OK",
        "",
        "[]",
        "<html><body>Sign in to the network</body></html>"
      })
  void aPageThatIsNotOpenObservesAnswerHasDeliveredNothing(String body) {
    for (int status : new int[] {200, 201, 202}) {
      Outcome outcome = outcome(status, body);
      assertThat(outcome).isInstanceOf(Outcome.Unavailable.class);
      assertThat(((Outcome.Unavailable) outcome).reason())
          .startsWith("status " + status + " without OpenObserve's answer");
    }
  }

  @Test
  void badRequestIsMalformedWithTheServersWords() {
    assertThat(outcome(400, "{\"code\":400,\"message\":\"key must be a string at 1:2\"}"))
        .isEqualTo(new Outcome.Malformed("Bad Request (key must be a string at 1:2)"));
  }

  @ParameterizedTest
  @CsvSource({
    "401, Unauthorized",
    "403, Forbidden",
    "404, Not Found",
    "405, Method Not Allowed",
    "418, HTTP 418"
  })
  void aRefusalIsNamed(int status, String words) {
    assertThat(outcome(status, "")).isEqualTo(new Outcome.Refused(status, words));
  }

  @Test
  void aRefusalCarriesTheServersWordsWhereTheySayMore() {
    assertThat(outcome(401, "{\"code\":401,\"message\":\"Unauthorized Access\"}"))
        .isEqualTo(new Outcome.Refused(401, "Unauthorized (Unauthorized Access)"));
    assertThat(outcome(404, "{\"code\":404,\"message\":\"not found\"}"))
        .isEqualTo(new Outcome.Refused(404, "Not Found"));
    assertThat(outcome(403, "<html><body>Forbidden</body></html>"))
        .isEqualTo(new Outcome.Refused(403, "Forbidden"));
  }

  @Test
  void tooLargeIsToldApart() {
    assertThat(outcome(413, "")).isEqualTo(new Outcome.TooLarge());
  }

  @Test
  void unsupportedCompressionIsGivenUpForGood() throws Exception {
    server.enqueue(answer(415, ""));
    server.enqueue(answer(200, STORED_TWO));
    server.enqueue(answer(200, STORED_TWO));
    OpenObserveClient client = client();

    assertThat(client.send(batch, AMPLE))
        .isEqualTo(
            new Outcome.Unavailable("gzip is not supported, sending uncompressed", Duration.ZERO));
    assertThat(client.send(batch, AMPLE)).isInstanceOf(Outcome.Accepted.class);
    assertThat(client.send(batch, AMPLE)).isInstanceOf(Outcome.Accepted.class);

    assertThat(header(server.takeRequest(), "Content-Encoding")).isEqualTo("gzip");
    assertThat(server.takeRequest().getHeaders().get("Content-Encoding")).isNull();
    assertThat(server.takeRequest().getHeaders().get("Content-Encoding")).isNull();
  }

  @Test
  void anUnsupportedTypeWithoutCompressionIsARefusal() {
    assertThat(outcome(answer(415, ""), "O2_COMPRESSION", "none"))
        .isEqualTo(new Outcome.Refused(415, "Unsupported Media Type"));
  }

  @ParameterizedTest
  @CsvSource({
    "425, HTTP 425",
    "429, Too Many Requests",
    "500, Internal Server Error",
    "502, Bad Gateway",
    "503, Service Unavailable",
    "504, Gateway Timeout",
    "599, HTTP 599"
  })
  void aServerThatCannotIsUnavailable(int status, String words) {
    assertThat(outcome(status, "{\"message\":\"later\"}"))
        .isEqualTo(
            new Outcome.Unavailable("status " + status + ": " + words + " (later)", Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "' 12 ', 12",
    "99999, 900",
    "-5, 0",
    "soon, 0",
    "1.5, 0",
    "'Wed, 21 Oct 2026 07:28:00 GMT', 0"
  })
  void aServerMaySayWhenToComeBack(String retryAfter, long seconds) {
    for (int status : new int[] {429, 503}) {
      Outcome outcome =
          outcome(
              new MockResponse.Builder().code(status).addHeader("Retry-After", retryAfter).build());

      assertThat(outcome).isInstanceOf(Outcome.Unavailable.class);
      assertThat(((Outcome.Unavailable) outcome).retryAfter())
          .isEqualTo(Duration.ofSeconds(seconds));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void aRedirectIsNotFollowed(int status) {
    Outcome outcome =
        outcome(
            new MockResponse.Builder()
                .code(status)
                .addHeader("Location", endpoint() + "/elsewhere")
                .build());

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(((Outcome.Refused) outcome).reason())
        .contains("redirects to " + endpoint() + "/elsewhere, set O2_ENDPOINT to that server");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aServerThatSendsBackTheCredentialDoesNotGetItIntoTheLog() {
    String token = Configurations.TOKEN;
    for (String said : new String[] {Configurations.AUTHORIZATION, token, "got '" + token + "'!"}) {
      String body = "{\"message\":\"invalid credential " + said + "\"}";
      for (int status : new int[] {400, 401, 403, 500, 503}) {
        assertThat(outcome(status, body).toString()).doesNotContain(token);
      }
      String partial =
          "{\"status\":[{\"successful\":1,\"failed\":1,\"error\":\"" + said + " is no stream\"}]}";
      assertThat(outcome(200, partial).toString()).doesNotContain(token);
    }
  }

  @Test
  void whatAServerSaysIsShortenedToOneLine() {
    String long1 = "{\"message\":\"a\\nb\\r\\nc " + "x".repeat(10_000) + "\"}";
    Outcome.Refused refused = (Outcome.Refused) outcome(401, long1);
    assertThat(refused.reason()).hasSizeLessThan(330).doesNotContain("\n", "\r").contains("a b");

    String partial =
        "{\"status\":[{\"successful\":1,\"failed\":1,\"error\":\"a\\nb\\r\\nc "
            + "x".repeat(10_000)
            + "\"}]}";
    Outcome.Accepted accepted = (Outcome.Accepted) outcome(200, partial);
    assertThat(accepted.error()).hasSizeLessThan(330).doesNotContain("\n", "\r").contains("a b");
  }

  @Test
  void aVeryLongAnswerIsReadToABound() {
    assertThat(outcome(200, STORED_TWO + " ".repeat(5_000_000)))
        .isEqualTo(new Outcome.Accepted(2, 0, ""));
  }

  @Test
  void aConnectionThatEndsWithoutAnAnswerIsAHangUp() {
    assertThat(
            outcome(
                new MockResponse.Builder().onRequestBody(new SocketEffect.CloseSocket()).build()))
        .isInstanceOf(Outcome.HungUp.class);
    assertThat(
            outcome(
                new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build()))
        .isInstanceOf(Outcome.HungUp.class);
  }

  @Test
  void anAnswerThatEndsInItsMiddleIsNoAnswer() {
    assertThat(
            outcome(
                new MockResponse.Builder()
                    .body(STORED_TWO)
                    .onResponseBody(new SocketEffect.CloseSocket())
                    .build()))
        .isNotInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void anAnswerThatDoesNotComeIsATimeout() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    assertThat(client().send(batch, Duration.ofMillis(100)))
        .isEqualTo(new Outcome.Unavailable("Request timeout", Duration.ZERO));
  }

  @Test
  void anAnswerThatStallsInItsMiddleIsATimeout() {
    server.enqueue(
        new MockResponse.Builder()
            .body(STORED_TWO)
            .onResponseBody(SocketEffect.Stall.INSTANCE)
            .build());

    assertThat(client().send(batch, Duration.ofMillis(100)))
        .isEqualTo(new Outcome.Unavailable("Request timeout", Duration.ZERO));
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    String endpoint = endpoint();
    server.close();

    Outcome outcome = client(endpoint, new String[0]).send(batch, AMPLE);

    assertThat(outcome).isInstanceOf(Outcome.Unavailable.class);
    assertThat(((Outcome.Unavailable) outcome).reason())
        .startsWith("Connection failed: ")
        .contains("127.0.0.1");
  }

  @Test
  void aHostThatDoesNotExistIsNamed() {
    Outcome outcome = client("http://o2.invalid", new String[0]).send(batch, AMPLE);

    assertThat(outcome).isInstanceOf(Outcome.Unavailable.class);
    assertThat(((Outcome.Unavailable) outcome).reason())
        .startsWith("Unknown host: ")
        .contains("o2.invalid");
  }

  @Test
  void anAnswerThatIsNoHttpIsUnavailable() throws IOException {
    try (RawServer raw = new RawServer()) {
      raw.answer("SSH-2.0-OpenSSH_9.6\r\n" + RawServer.THEN_CLOSE);

      assertThat(client("http://" + raw.address(), new String[0]).send(batch, AMPLE))
          .isInstanceOf(Outcome.Unavailable.class);
    }
  }

  @Test
  void aConnectionIsKeptForTheNextRequest() throws Exception {
    OpenObserveClient client = client();
    for (int i = 0; i < 3; i++) {
      server.enqueue(answer(200, STORED_TWO));
      client.send(batch, AMPLE);
      assertThat(server.takeRequest().getConnectionIndex()).isZero();
    }
  }

  @Test
  void aConnectionThatWentStaleCostsNothing() throws Exception {
    OpenObserveClient client = client();
    for (int i = 0; i < 5; i++) {
      server.enqueue(
          new MockResponse.Builder()
              .body(STORED_TWO)
              .onResponseEnd(new SocketEffect.CloseSocket())
              .build());
      assertThat(client.send(batch, AMPLE)).isEqualTo(new Outcome.Accepted(2, 0, ""));
    }
    assertThat(server.getRequestCount()).isEqualTo(5);
  }

  @Test
  void warmingUpOpensAConnectionThatTheDeliveryThenUses() throws Exception {
    OpenObserveClient client = client();
    server.enqueue(answer(200, "{\"status\":\"ok\"}"));
    server.enqueue(answer(200, STORED_TWO));

    client.warmUp().run();
    client.warmUp().run();
    client.send(batch, AMPLE);

    RecordedRequest healthz = server.takeRequest();
    assertThat(healthz.getRequestLine()).isEqualTo("GET /healthz HTTP/1.1");
    assertThat(healthz.getHeaders().get("Authorization")).isNull();
    RecordedRequest post = server.takeRequest();
    assertThat(post.getMethod()).isEqualTo("POST");
    assertThat(post.getConnectionIndex()).isZero();
  }

  @Test
  void aWarmUpThatFailsIsNobodysConcern() {
    String endpoint = endpoint();
    server.close();

    client(endpoint, new String[0]).warmUp().run();

    client("http://o2.invalid", new String[0]).warmUp().run();
  }
}
