package ai.openobserve.lambda.sandbox.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.sandbox.journal.AwaitTimeoutException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The sink answers as OpenObserve does, and fails on demand.
@Timeout(60)
class OpenObserveSinkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String GOOD =
      "[{\"_timestamp\":%d,\"log\":\"é 😀 \\ud83d\\ude00\"}]".formatted(micros(NOW));

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private OpenObserveSink sink;

  OpenObserveSinkTest() throws IOException {
    sink = OpenObserveSink.builder().clock(() -> NOW).maxBodyBytes(10_000).start();
  }

  @BeforeEach
  void isEmpty() {
    assertThat(sink.stored()).isZero();
  }

  @AfterEach
  void close() {
    sink.close();
    client.shutdownNow();
  }

  @Test
  void storesABatchAndSaysSo() throws Exception {
    HttpResponse<String> answer = post("MyStream-1", GOOD);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"code\":200,\"status\":[{\"name\":\"mystream_1\",\"successful\":1,\"failed\":0}]}");
    StoredRecord record = sink.awaitRecords(1, PATIENCE).getFirst();
    assertThat("[" + record.json() + "]").isEqualTo(GOOD);
    assertThat(record.timestamp()).isEqualTo(micros(NOW));
    assertThat(record.stream()).isEqualTo("mystream_1");
  }

  @Test
  void anAuthorizationThatWasRotatedIsRevoked() throws Exception {
    HttpRequest.Builder withTheOld = request(GOOD.getBytes(StandardCharsets.UTF_8));
    sink.rotateAuthorization("Basic bmV3");
    assertThat(sink.authorization()).isEqualTo("Basic bmV3");
    assertThat(send(withTheOld).statusCode()).isEqualTo(401);
    assertThat(post("default", GOOD).statusCode()).isEqualTo(200);
  }

  @Test
  void takesGzipButNotZstd() throws Exception {
    assertThat(send(request(gzip(GOOD)).header("Content-Encoding", "gzip")).statusCode())
        .isEqualTo(200);
    SinkRequest request = sink.requests().awaitCount(1, PATIENCE).getFirst();
    assertThat(request.text()).isEqualTo(GOOD);
    assertThat(request.wireBytes()).isEqualTo(gzip(GOOD).length);
    assertThat(send(request(gzip(GOOD)).header("Content-Encoding", "zstd")).statusCode())
        .isEqualTo(415);
    assertThat(
            send(request(GOOD.getBytes(StandardCharsets.UTF_8)).header("Content-Encoding", "gzip"))
                .statusCode())
        .isEqualTo(400);
    assertThat(sink.stored()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[{]",
        "[{\"a\":1}] x",
        "{\"a\":1}",
        "[{\"a\":\"\\ud83d\"}]",
        "[{\"a\":\"\\ude00x\"}]",
        "[{\"\\ud83d\":1}]",
        "[{\"a\":\"\u0001\"}]",
        "[{\"a\":NaN}]",
        "[{\"a\":1e999}]",
        "[{\"a\":01}]",
      })
  void refusesTheWholeBatchForAnyJsonError(String body) throws Exception {
    assertThat(post("default", body).statusCode()).isEqualTo(400);
    assertThat(sink.stored()).isZero();
  }

  @Test
  void refusesInvalidUtf8() throws Exception {
    byte[] body = "[{\"a\":\"x\"}]".getBytes(StandardCharsets.UTF_8);
    body[7] = (byte) 0xff;
    assertThat(send(request(body)).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesMoreThan127Levels() throws Exception {
    assertThat(post("default", nested(127)).statusCode()).isEqualTo(200);
    assertThat(post("default", nested(128)).statusCode()).isEqualTo(400);
  }

  @Test
  void countsRecordsOutOfTimeAsFailed() throws Exception {
    String body =
        "[{\"_timestamp\":%d},{\"_timestamp\":%d},{\"_timestamp\":%d},{\"log\":\"no time\"},7]"
            .formatted(
                micros(NOW.minus(Duration.ofHours(5)).minusSeconds(1)),
                micros(NOW.plus(Duration.ofHours(24)).plusSeconds(1)),
                micros(NOW.minus(Duration.ofHours(5))));
    HttpResponse<String> answer = post("default", body);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"successful\":2,\"failed\":3").contains("\"error\":");
  }

  @Test
  void checksCredentialsAndOrganization() throws Exception {
    HttpRequest.Builder wrong =
        HttpRequest.newBuilder(URI.create(sink.url() + "/api/default/default/_json"))
            .header("Authorization", "Basic wrong")
            .POST(HttpRequest.BodyPublishers.ofString(GOOD));
    HttpResponse<String> answer = send(wrong);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("Unauthorized Access");
    assertThat(get("/api/default/", true).statusCode()).isEqualTo(200);
    assertThat(get("/api/default/", false).statusCode()).isEqualTo(401);
    assertThat(get("/api/nobody/", true).statusCode()).isEqualTo(404);
    assertThat(get("/healthz", false).statusCode()).isEqualTo(200);
    assertThat(get("/api/default", true).statusCode()).isEqualTo(404);
    assertThat(sink.stored()).isZero();
  }

  @Test
  void refusesABodyThatIsTooLargeOnceDecompressed() throws Exception {
    String large = "[{\"a\":\"" + "x".repeat(10_000) + "\"}]";
    assertThat(post("default", large).statusCode()).isEqualTo(413);
    assertThat(send(request(gzip(large)).header("Content-Encoding", "gzip")).statusCode())
        .isEqualTo(413);
  }

  @Test
  void meetsRequestsWithScriptedFaultsOneEach() throws Exception {
    sink.faults()
        .next(
            Fault.retryAfter(429, 7),
            Fault.status(503),
            Fault.partial(1),
            Fault.silentLoss(),
            Fault.none());
    HttpResponse<String> limited = post("default", GOOD);
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(post("default", GOOD).statusCode()).isEqualTo(503);
    assertThat(post("default", GOOD).body()).contains("\"successful\":0,\"failed\":1");
    assertThat(post("default", GOOD).body()).contains("\"successful\":0,\"failed\":0");
    assertThat(post("default", GOOD).body()).contains("\"successful\":1,\"failed\":0");
    assertThat(sink.stored()).isEqualTo(1);
    assertThat(sink.answers().awaitCount(5, PATIENCE))
        .extracting(SinkAnswer::status)
        .containsExactly(429, 503, 200, 200, 200);
  }

  @Test
  void meetsRequestsWithAFaultUntilItIsCleared() throws Exception {
    sink.faults().always(Fault.status(500));
    assertThat(post("default", GOOD).statusCode()).isEqualTo(500);
    assertThat(post("default", GOOD).statusCode()).isEqualTo(500);
    sink.faults().clear();
    assertThat(post("default", GOOD).statusCode()).isEqualTo(200);
  }

  @Test
  void meetsTheRequestsThatMatch() throws Exception {
    sink.faults().when(request -> request.text().contains("poison"), Fault.status(400));
    assertThat(post("default", "[{\"log\":\"poison\"}]").statusCode()).isEqualTo(400);
    assertThat(post("default", GOOD).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void cutsConnections(Moment moment) throws Exception {
    sink.faults().next(Fault.reset(moment));
    assertThatThrownBy(() -> post("default", GOOD)).isInstanceOf(IOException.class);
    SinkAnswer answer = sink.answers().awaitCount(1, PATIENCE).getFirst();
    assertThat(answer.status()).isZero();
    boolean stores = moment == Moment.AFTER_STORING || moment == Moment.MID_ANSWER;
    assertThat(sink.stored()).isEqualTo(stores ? 1 : 0);
    assertThat(post("default", GOOD).statusCode()).isEqualTo(200);
  }

  @Test
  void hangsUntilTheFaultIsCleared() throws Exception {
    sink.faults().always(Fault.hang());
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            request(GOOD.getBytes(StandardCharsets.UTF_8)).build(),
            HttpResponse.BodyHandlers.ofString());
    sink.requests().awaitCount(1, PATIENCE);
    assertThat(answer).isNotDone();
    sink.faults().clear();
    assertThatThrownBy(() -> answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(java.util.concurrent.ExecutionException.class);
  }

  @Test
  void delaysItsAnswer() throws Exception {
    sink.faults().next(Fault.delay(Duration.ofMillis(100)));
    assertThat(post("default", GOOD).statusCode()).isEqualTo(200);
    assertThat(sink.answers().awaitCount(1, PATIENCE).getFirst().took())
        .isGreaterThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void isGoneDuringAnOutageAndBackAfterwards() throws Exception {
    assertThat(post("default", GOOD).statusCode()).isEqualTo(200);
    sink.outage();
    assertThatThrownBy(() -> post("default", GOOD)).isInstanceOf(IOException.class);
    sink.recover();
    assertThat(post("default", GOOD).statusCode()).isEqualTo(200);
    assertThat(sink.stored()).isEqualTo(2);
  }

  @Test
  void closesIdleConnectionsAndCountsThem() throws Exception {
    try (OpenObserveSink hasty =
            OpenObserveSink.builder().clock(() -> NOW).keepAlive(Duration.ofMillis(50)).start();
        java.net.Socket socket =
            new java.net.Socket(
                java.net.InetAddress.getLoopbackAddress(), URI.create(hasty.url()).getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      assertThat(hasty.connections()).isEqualTo(1);
    }
  }

  @Test
  void speaksHttpsWithACertificateOfItsOwnAuthority() throws Exception {
    try (OpenObserveSink secure = OpenObserveSink.builder().https().clock(() -> NOW).start()) {
      assertThat(secure.url()).startsWith("https://");
      HttpRequest health = HttpRequest.newBuilder(URI.create(secure.url() + "/healthz")).build();
      assertThatThrownBy(() -> client.send(health, HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(javax.net.ssl.SSLException.class);
      try (HttpClient trusting =
          HttpClient.newBuilder()
              .sslContext(trusting(secure.authorityPem().orElseThrow()))
              .build()) {
        assertThat(trusting.send(health, HttpResponse.BodyHandlers.ofString()).statusCode())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void saysWhatHasComeWhereItWaitsInVain() throws Exception {
    post("default", GOOD);
    assertThatThrownBy(() -> sink.awaitRecords(2, Duration.ofMillis(1)))
        .isInstanceOf(AwaitTimeoutException.class)
        .hasMessageContaining("1 of 2 awaited stored records")
        .hasMessageContaining("_timestamp");
  }

  private static javax.net.ssl.SSLContext trusting(String pem) throws Exception {
    var factory = java.security.cert.CertificateFactory.getInstance("X.509");
    var store = java.security.KeyStore.getInstance(java.security.KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry(
        "authority",
        factory.generateCertificate(
            new java.io.ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
    var managers =
        javax.net.ssl.TrustManagerFactory.getInstance(
            javax.net.ssl.TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    var context = javax.net.ssl.SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private HttpResponse<String> post(String stream, String body) throws Exception {
    return send(request(stream, body.getBytes(StandardCharsets.UTF_8)));
  }

  private HttpRequest.Builder request(byte[] body) {
    return request("default", body);
  }

  private HttpRequest.Builder request(String stream, byte[] body) {
    return HttpRequest.newBuilder(URI.create(sink.url() + "/api/default/" + stream + "/_json"))
        .header("Authorization", sink.authorization())
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  private HttpResponse<String> get(String path, boolean authorized) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sink.url() + path));
    if (authorized) {
      request.header("Authorization", sink.authorization());
    }
    return send(request);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(
        request.timeout(Duration.ofSeconds(TimeUnit.MINUTES.toSeconds(1))).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  /// A batch with this many levels: the array, an object, and arrays inside it.
  private static String nested(int levels) {
    return "[{\"a\":" + "[".repeat(levels - 2) + "]".repeat(levels - 2) + "}]";
  }

  private static long micros(Instant time) {
    return time.toEpochMilli() * 1000;
  }
}
