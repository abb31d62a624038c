package ai.openobserve.lambda.extension.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.openobserve.lambda.extension.config.TelemetryType;
import ai.openobserve.lambda.extension.testing.RawServer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The requests byte for byte, and answers that a well-behaved server would not give.
// Line ends are part of what is tested.
@SuppressWarnings("StringConcatToTextBlock")
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class LambdaApiTest {
  private static final Set<TelemetryType> ALL = EnumSet.allOf(TelemetryType.class);
  private static final Duration LONG = Duration.ofMinutes(1);

  private RawServer server;
  private LambdaApi api;

  LambdaApiTest() throws IOException {
    server = new RawServer();
    api = new LambdaApi(server.address());
  }

  @BeforeEach
  void registerIsAnswered() {
    answer(200, "Lambda-Extension-Identifier: id-1\r\n", "{\"functionName\":\"orders\"}");
  }

  @AfterEach
  void close() throws IOException {
    api.close();
    server.close();
  }

  private void answer(int status, String headers, String body) {
    server.answer(
        "HTTP/1.1 "
            + status
            + " Words\r\n"
            + headers
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private void answer(int status, String body) {
    answer(status, "", body);
  }

  private LambdaEvent next(String body) throws LambdaApiException {
    api.register();
    answer(200, body);
    return api.next();
  }

  private Subscription subscribe(Set<TelemetryType> types, int port) throws LambdaApiException {
    return api.subscription(types, port).await(LONG);
  }

  private static LambdaApiException failure(ThrowingCall call) {
    return Objects.requireNonNull(catchThrowableOfType(LambdaApiException.class, call::run));
  }

  private interface ThrowingCall {
    void run() throws LambdaApiException;
  }

  @Test
  void registersForInvocationsAndShutdown() throws LambdaApiException {
    Registration registration = api.register();

    assertThat(registration).isEqualTo(new Registration("id-1", "orders"));
    assertThat(server.requests())
        .containsExactly(
            "POST /2020-01-01/extension/register HTTP/1.1\r\n"
                + ("Host: " + server.address() + "\r\n")
                + "Lambda-Extension-Name: o2-lambda-extension\r\n"
                + "Content-Type: application/json\r\n"
                + "Content-Length: 32\r\n\r\n"
                + "{\"events\":[\"INVOKE\",\"SHUTDOWN\"]}");
  }

  @Test
  void registersForShutdownAlone() throws LambdaApiException {
    api.registerForShutdown();

    assertThat(server.requests().getFirst()).endsWith("\r\n\r\n{\"events\":[\"SHUTDOWN\"]}");
  }

  @Test
  void subscribesWithTheNewestSchema() throws LambdaApiException {
    api.register();
    answer(200, "\"OK\"");

    assertThat(subscribe(ALL, 41234)).isEqualTo(Subscription.ACTIVE);

    String body =
        "{\"schemaVersion\":\"2025-01-29\",\"types\":[\"platform\",\"function\",\"extension\"],"
            + "\"buffering\":{\"maxItems\":10000,\"maxBytes\":262144,\"timeoutMs\":25},"
            + "\"destination\":{\"protocol\":\"HTTP\","
            + "\"URI\":\"http://sandbox.localdomain:41234\"}}";
    assertThat(server.requests().get(1))
        .isEqualTo(
            "PUT /2022-07-01/telemetry HTTP/1.1\r\n"
                + ("Host: " + server.address() + "\r\n")
                + "Lambda-Extension-Identifier: id-1\r\n"
                + "Content-Type: application/json\r\n"
                + ("Content-Length: " + body.length() + "\r\n\r\n")
                + body);
  }

  @Test
  void subscribesToTheTypesAskedForInAFixedOrder() throws LambdaApiException {
    api.register();
    answer(200, "\"OK\"");
    subscribe(Set.of(TelemetryType.EXTENSION, TelemetryType.PLATFORM), 1);

    assertThat(server.requests().get(1)).contains("\"types\":[\"platform\",\"extension\"]");
  }

  @Test
  void fallsBackToTheOlderSchemaWhereTheNewestIsRefused() throws LambdaApiException {
    api.register();
    answer(400, "{\"errorType\":\"ValidationError\"}");
    answer(200, "OK");

    assertThat(subscribe(ALL, 1)).isEqualTo(Subscription.ACTIVE);
    assertThat(server.requests().get(1)).contains("\"schemaVersion\":\"2025-01-29\"");
    assertThat(server.requests().get(2)).contains("\"schemaVersion\":\"2022-12-13\"");
  }

  @Test
  void saysWhatWasAnsweredWhereBothSchemasAreRefused() throws LambdaApiException {
    api.register();
    answer(400, "no");
    answer(400, "still no");

    LambdaApiException failure = failure(() -> subscribe(ALL, 1));

    assertThat(failure)
        .hasMessage("The Lambda Runtime API answered subscribe with status 400: still no");
    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.refusesInvoke()).isFalse();
  }

  @Test
  void knowsAnEnvironmentWithoutTelemetry() throws LambdaApiException {
    api.register();
    answer(202, "{\"errorMessage\":\"x\",\"errorType\":\"Telemetry.NotSupported\"}");

    assertThat(subscribe(ALL, 1)).isEqualTo(Subscription.NOT_SUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 500})
  void aSubscriptionThatIsRefusedIsNotTriedAgain(int status) throws LambdaApiException {
    api.register();
    answer(status, "{\"errorType\":\"Telemetry.SubscriptionClosed\"}");

    assertThat(failure(() -> subscribe(ALL, 1)).status()).isEqualTo(status);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aLateAnswerToASubscriptionIsWaitedForWhileOtherCallsAreMade() throws Exception {
    api.register();
    SubscriptionCall call = api.subscription(ALL, 1);
    assertThat(call.await(Duration.ofMillis(1))).isEqualTo(Subscription.UNANSWERED);
    server.awaitUnanswered();
    answer(200, "{\"eventType\":\"INVOKE\"}");
    assertThat(api.next()).isInstanceOf(LambdaEvent.Invoke.class);
    assertThat(call.await(Duration.ofMillis(1))).isEqualTo(Subscription.UNANSWERED);

    server.answerLate("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");

    assertThat(call.await(LONG)).isEqualTo(Subscription.ACTIVE);
    assertThat(server.requests())
        .filteredOn(request -> request.startsWith("PUT "))
        .as("made once")
        .hasSize(1);
  }

  @Test
  void aSubscriptionWhoseConnectionBreaksWhileItIsWaitedForIsMadeAnew() throws Exception {
    api.register();
    SubscriptionCall call = api.subscription(ALL, 1);
    assertThat(call.await(Duration.ofMillis(1))).isEqualTo(Subscription.UNANSWERED);
    server.answerLate(RawServer.THEN_CLOSE);
    assertThat(failure(() -> call.await(LONG)).status()).isZero();
    answer(200, "OK");

    assertThat(call.await(LONG)).isEqualTo(Subscription.ACTIVE);
  }

  @Test
  void aSubscriptionThatFailedCanBeMadeAnewBesideOtherCalls() throws LambdaApiException {
    api.register();
    SubscriptionCall call = api.subscription(ALL, 1);
    answer(500, "{}");
    assertThat(failure(() -> call.await(LONG)).status()).isEqualTo(500);
    call.detach();
    answer(200, "{\"eventType\":\"INVOKE\"}");
    assertThat(api.next()).isInstanceOf(LambdaEvent.Invoke.class);
    answer(200, "OK");

    assertThat(call.await(LONG)).isEqualTo(Subscription.ACTIVE);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void asksForTheNextEvent() throws LambdaApiException {
    LambdaEvent event =
        next(
            "{\"eventType\":\"INVOKE\",\"deadlineMs\":1795428003000,\"requestId\":\"r-1\","
                + "\"invokedFunctionArn\":\"arn:aws:lambda:x\","
                + "\"tracing\":{\"type\":\"X-Amzn-Trace-Id\",\"value\":\"Root=1\"}}");

    assertThat(event)
        .isEqualTo(new LambdaEvent.Invoke("r-1", Instant.parse("2026-11-23T10:00:03Z")));
    assertThat(server.requests().get(1))
        .isEqualTo(
            "GET /2020-01-01/extension/event/next HTTP/1.1\r\n"
                + ("Host: " + server.address() + "\r\n")
                + "Lambda-Extension-Identifier: id-1\r\n"
                + "Content-Length: 0\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "SHUTDOWN, SPINDOWN",
    "SHUTDOWN, TIMEOUT",
    "shutdown, spindown",
    "Shutdown, SandboxTerminated",
    "SHUTDOWN, ''"
  })
  void readsAShutdownHoweverItIsSpelt(String type, String reason) throws LambdaApiException {
    assertThat(
            next(
                "{\"eventType\":\""
                    + type
                    + "\",\"shutdownReason\":\""
                    + reason
                    + "\",\"deadlineMs\":\"1795428003000\"}"))
        .isEqualTo(new LambdaEvent.Shutdown(reason, Instant.parse("2026-11-23T10:00:03Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"eventType\":\"SHUTDOWN\"}",
        "{\"eventType\":\"SHUTDOWN\",\"deadlineMs\":null}",
        "{\"eventType\":\"SHUTDOWN\",\"deadlineMs\":\"soon\"}",
        "{\"eventType\":\"SHUTDOWN\",\"deadlineMs\":1.5}",
        "{\"eventType\":\"SHUTDOWN\",\"deadlineMs\":{\"x\":[1]}}",
        "{\"eventType\":\"SHUTDOWN\",\"shutdownReason\":\"unknown\" this is no JSON",
        "{\"eventType\":\"SHUTDOWN\",\"tracing\":{\"eventType\":\"INVOKE\"}"
      })
  void whatAnAnswerLacksOrBreaksIsFilledIn(String body) throws LambdaApiException {
    assertThat(next(body)).isEqualTo(new LambdaEvent.Shutdown("unknown", null));
  }

  @Test
  void anInvocationNeedsNoMoreThanItsType() throws LambdaApiException {
    assertThat(next("{\"eventType\":\"INVOKE\"}"))
        .isEqualTo(new LambdaEvent.Invoke("", Instant.EPOCH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "not JSON", "{\"eventType\":\"RESTORE\"}", "{}"})
  void anEventOfNoKnownTypeIsNoFailure(String body) throws LambdaApiException {
    assertThat(next(body)).isInstanceOf(LambdaEvent.Unknown.class);
  }

  @Test
  void anEventOfAnUnknownTypeIsNamed() throws LambdaApiException {
    assertThat(next("{\"eventType\":\"RESTORE\"}")).isEqualTo(new LambdaEvent.Unknown("RESTORE"));
  }

  @Test
  void readsChunkedAnswers() throws LambdaApiException {
    api.register();
    server.answer(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\ntransfer-encoding: chunked\r\n\r\n"
            + "11\r\n{\"eventType\":\"INV\r\n15\r\nOKE\",\"requestId\":\"r\"}\r\n0\r\n\r\n");

    assertThat(api.next()).isEqualTo(new LambdaEvent.Invoke("r", Instant.EPOCH));
  }

  @Test
  void readsAnAnswerThatEndsWithTheConnectionAndConnectsAnew() throws LambdaApiException {
    api.register();
    server.answer(
        "HTTP/1.1 200 OK\r\n\r\n{\"eventType\":\"INVOKE\",\"requestId\":\"1\"}"
            + RawServer.THEN_CLOSE);
    answer(200, "{\"eventType\":\"INVOKE\",\"requestId\":\"2\"}");

    assertThat(api.next()).isEqualTo(new LambdaEvent.Invoke("1", Instant.EPOCH));
    assertThat(api.next()).isEqualTo(new LambdaEvent.Invoke("2", Instant.EPOCH));
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void keepsOneConnection() throws LambdaApiException {
    api.register();
    answer(200, "OK");
    subscribe(ALL, 1);
    answer(200, "{\"eventType\":\"INVOKE\"}");
    api.next();

    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void aConnectionThatWentStaleIsReopenedAndTheCallMadeAgain() throws LambdaApiException {
    api.register();
    server.answer(
        "HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n{\"eventType\":\"INVOKE\"}"
            + RawServer.THEN_CLOSE);
    api.next();
    answer(200, "{\"eventType\":\"SHUTDOWN\"}");

    assertThat(api.next()).isInstanceOf(LambdaEvent.Shutdown.class);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void aCallOnANewConnectionIsNotMadeAgain() throws IOException {
    server.close();
    server = new RawServer();
    api = new LambdaApi(server.address());
    server.answer(RawServer.THEN_CLOSE);
    answer(200, "Lambda-Extension-Identifier: id-2\r\n", "{}");

    // It may have been understood: a second registration would be another extension.
    assertThat(failure(() -> api.register()).status()).isZero();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aConnectionWhoseEndIsAnnouncedIsNotUsedAgain() throws LambdaApiException {
    api.register();
    answer(200, "Connection: close\r\n", "{\"eventType\":\"INVOKE\"}");
    answer(200, "{\"eventType\":\"INVOKE\"}");

    api.next();
    api.next();

    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void anAnswerThatEndsInItsMiddleIsAFailure() throws LambdaApiException {
    api.register();
    server.answer(
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"eventType\"" + RawServer.THEN_CLOSE);

    assertThat(failure(() -> api.next()))
        .hasMessage(
            "The Lambda Runtime API cannot be reached (/2020-01-01/extension/event/next): The"
                + " connection ended in the middle of a body");
  }

  @Test
  void aManagedInstanceRefusesInvocations() throws LambdaApiException, IOException {
    server.close();
    server = new RawServer();
    api = new LambdaApi(server.address());
    answer(403, "{\"errorType\":\"Extension.InvalidEventType\",\"errorMessage\":\"no\"}");
    LambdaApiException failure = failure(() -> api.register());
    assertThat(failure.refusesInvoke()).isTrue();

    answer(403, "{\"errorType\":\"Extension.AlreadyRegistered\"}");
    assertThat(failure(() -> api.register()).refusesInvoke()).isFalse();

    answer(400, "Extension.InvalidEventType");
    assertThat(failure(() -> api.register()).refusesInvoke()).isFalse();
  }

  @Test
  void aRegistrationWithoutAnIdentifierIsAFailure() throws IOException {
    server.close();
    server = new RawServer();
    api = new LambdaApi(server.address());
    answer(200, "{}");

    assertThat(failure(() -> api.register())).hasMessage("register answered without an identifier");
  }

  @Test
  void tellsAnInitError() throws LambdaApiException {
    api.registerForShutdown();
    answer(202, "{\"status\":\"OK\"}");

    api.initError("Extension.ConfigurationError", "a \"quoted\"\nline\\");

    String body =
        "{\"errorMessage\":\"a \\\"quoted\\\" line\\\\\","
            + "\"errorType\":\"Extension.ConfigurationError\",\"stackTrace\":[]}";
    assertThat(server.requests().get(1))
        .isEqualTo(
            "POST /2020-01-01/extension/init/error HTTP/1.1\r\n"
                + ("Host: " + server.address() + "\r\n")
                + "Lambda-Extension-Identifier: id-1\r\n"
                + "Lambda-Extension-Function-Error-Type: Extension.ConfigurationError\r\n"
                + "Content-Type: application/json\r\n"
                + ("Content-Length: " + body.length() + "\r\n\r\n")
                + body);
  }

  @Test
  void tellsAnExitError() throws LambdaApiException {
    api.registerForShutdown();
    answer(202, "");

    api.exitError("Extension.RuntimeApiError", "größer");

    assertThat(server.requests().get(1))
        .startsWith("POST /2020-01-01/extension/exit/error HTTP/1.1\r\n")
        .contains("Lambda-Extension-Function-Error-Type: Extension.RuntimeApiError\r\n")
        .contains("Content-Length: 83\r\n")
        .endsWith(
            "{\"errorMessage\":\"größer\",\"errorType\":\"Extension.RuntimeApiError\","
                + "\"stackTrace\":[]}");
  }

  @Test
  void aRefusedErrorReportIsAFailure() throws LambdaApiException {
    api.registerForShutdown();
    answer(403, "x".repeat(1000));

    assertThat(failure(() -> api.exitError("E", "m")))
        .hasMessage(
            "The Lambda Runtime API answered exit/error with status 403: " + "x".repeat(300));
  }

  @Test
  void aRuntimeApiThatIsNotThereIsAFailure() throws IOException {
    server.close();

    LambdaApiException failure = failure(() -> api.register());

    assertThat(failure)
        .hasMessageStartingWith(
            "The Lambda Runtime API cannot be reached (/2020-01-01/extension/register): ")
        .hasCauseInstanceOf(IOException.class);
    assertThat(failure.status()).isZero();
  }

  @Test
  void aRuntimeApiThatGoesAwayIsAFailure() throws LambdaApiException, IOException {
    api.register();
    server.answer(RawServer.THEN_CLOSE);
    server.close();

    assertThat(failure(() -> api.next()).status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GARBAGE\r\n\r\n", "HTTP/1.1 abc\r\nContent-Length: 0\r\n\r\n"})
  void anAnswerThatIsNoHttpIsAFailure(String raw) throws LambdaApiException {
    api.register();
    server.answer(raw + RawServer.THEN_CLOSE);

    assertThat(failure(() -> api.next()))
        .hasMessageContaining("answered event/next with status -1");
  }

  @Test
  void aCallThatIsNotAnsweredEndsInTime() {
    try (LocalConnection connection =
        new LocalConnection(server.address(), Duration.ofSeconds(5))) {
      byte[] nothing = new byte[0];
      assertThatThrownBy(
              () -> {
                // The first answer was meant for a registration.
                connection.call("GET", "/", "", nothing, Duration.ofSeconds(5));
                connection.call("GET", "/", "", nothing, Duration.ofMillis(50));
              })
          .isInstanceOf(SocketTimeoutException.class);
    }
    // It is not made again: it may have been understood.
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void anAddressWithoutAUsablePortIsRefusedAtOnce() {
    for (String address : List.of("127.0.0.1:", "127.0.0.1:http")) {
      assertThatThrownBy(() -> new LambdaApi(address)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
