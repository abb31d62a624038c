package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.delivery.OpenObserveClient;
import ai.openobserve.lambda.extension.lambda.LambdaApi;
import ai.openobserve.lambda.extension.lambda.LambdaApiException;
import ai.openobserve.lambda.extension.telemetry.RecordMetadata;
import ai.openobserve.lambda.extension.testing.Clients;
import ai.openobserve.lambda.extension.testing.Configurations;
import ai.openobserve.lambda.extension.testing.LogTrail;
import ai.openobserve.lambda.extension.testing.SettableClock;
import ai.openobserve.lambda.extension.time.Clocks;
import ai.openobserve.lambda.extension.time.Deadline;
import ai.openobserve.lambda.sandbox.fake.FakeRuntimeApi;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import okio.Buffer;
import okio.GzipSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/// The life of the extension with a wall clock that stands still: what no real environment would
/// wait for, deadlines of hours and deadlines long past.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class ExtensionTest {
  private static final long IN_AN_HOUR =
      SettableClock.START.plus(Duration.ofHours(1)).toEpochMilli();

  @StartStop public final MockWebServer backend = new MockWebServer();

  private final FakeRuntimeApi runtime;
  private final SettableClock clock = new SettableClock();
  private final LogTrail trail = new LogTrail();

  ExtensionTest() throws IOException {
    runtime = new FakeRuntimeApi();
  }

  @BeforeEach
  void storeEverything() {
    backend.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return stored();
          }
        });
  }

  @AfterEach
  void close() {
    runtime.close();
  }

  /// OpenObserve's answer for any number of records.
  private static MockResponse stored() {
    return new MockResponse.Builder()
        .body("{\"status\":[{\"successful\":100000,\"failed\":0}]}")
        .build();
  }

  private FutureTask<Boolean> start(String... namesAndValues) {
    return start(false, namesAndValues);
  }

  private FutureTask<Boolean> start(boolean managed, String... namesAndValues) {
    return start(managed, Duration.ofHours(1), namesAndValues);
  }

  /// @param init how long the init phase may take
  private FutureTask<Boolean> start(boolean managed, Duration init, String... namesAndValues) {
    Configuration configuration =
        Configurations.of("http://127.0.0.1:" + backend.getPort(), namesAndValues);
    OpenObserveClient client = Clients.of(configuration, clock);
    Clocks clocks = new Clocks(clock, System::nanoTime);
    FutureTask<Boolean> run =
        new FutureTask<>(() -> {
          try (LambdaApi api = new LambdaApi(runtime.address())) {
            Flavour.Registered registered = Flavour.register(api, managed);
            Pipeline pipeline =
                Pipeline.of(
                    configuration,
                    client,
                    RecordMetadata.NONE,
                    registered.flavour(),
                    clocks,
                    trail.log());
            new Extension(
                    api,
                    configuration,
                    pipeline,
                    registered,
                    Deadline.in(init, System.nanoTime()),
                    clocks,
                    trail.log())
                .run();
          }
          return true;
        });
    Thread.ofPlatform().daemon().name("extension").start(run);
    return run;
  }

  private void invoke(String requestId, long deadlineMs) {
    runtime.event(
        "{\"eventType\":\"INVOKE\",\"requestId\":\""
            + requestId
            + "\",\"deadlineMs\":"
            + deadlineMs
            + "}");
  }

  private void shutDown(long deadlineMs) {
    runtime.event(
        "{\"eventType\":\"SHUTDOWN\",\"shutdownReason\":\"spindown\",\"deadlineMs\":"
            + deadlineMs
            + "}");
  }

  private static String event(String type, String record) {
    return "{\"time\":\"2026-11-23T09:59:58Z\",\"type\":\""
        + type
        + "\",\"record\":"
        + record
        + "}";
  }

  private static String ofInvocation(String type, String requestId) {
    return event("platform." + type, "{\"requestId\":\"" + requestId + "\"}");
  }

  /// The next delivery, connections that are opened ahead left out.
  private RecordedRequest nextDelivery() throws InterruptedException {
    RecordedRequest request;
    do {
      request = Objects.requireNonNull(backend.takeRequest(10, TimeUnit.SECONDS), "no delivery");
    } while (!request.getTarget().endsWith("/_json"));
    return request;
  }

  @Test
  void registersSubscribesAndAsksTheBackendNothingBeforeTheFirstEvent() throws Exception {
    var _ = start();
    runtime.awaitNext();

    assertThat(runtime.calls())
        .satisfiesExactly(
            call -> assertThat(call).isEqualTo("register {\"events\":[\"INVOKE\",\"SHUTDOWN\"]}"),
            call -> assertThat(call).startsWith("telemetry {\"schemaVersion\":\"2025-01-29\""),
            call -> assertThat(call).isEqualTo("next"));
    assertThat(backend.getRequestCount()).isZero();
    assertThat(trail.lines())
        .satisfiesExactly(
            line ->
                assertThat(line).isEqualTo("INFO Extension registered successfully:  (ID: id-1)"),
            line ->
                assertThat(line).startsWith("INFO Successfully subscribed to Logs API on port"));
  }

  @Test
  void holdsAnInvocationUntilItsRuntimeIsDoneAndItsRecordsAreDelivered() throws Exception {
    var _ = start("O2_FLUSH_STRATEGY", "end", "O2_FLUSH_BUDGET_MS", "900000");
    runtime.awaitNext();
    invoke("r-1", IN_AN_HOUR);
    runtime.send("[" + ofInvocation("start", "r-1") + "," + event("function", "\"hello\"") + "]");
    runtime.send("[" + ofInvocation("runtimeDone", "r-0") + "]");
    assertThat(runtime.asksForNext()).isFalse();

    runtime.send("[" + ofInvocation("runtimeDone", "r-1") + "]");

    runtime.awaitNext();
    assertThat(Objects.requireNonNull(nextDelivery().getBody()).size()).isPositive();
    trail.awaitLine("INFO Successfully sent 4 logs to OpenObserve", Duration.ofSeconds(10));
  }

  @Test
  void anEndThatWasToldBeforeTheInvocationsEventIsKnown() throws Exception {
    var _ = start("O2_FLUSH_STRATEGY", "end");
    runtime.awaitNext();
    runtime.send("[" + ofInvocation("runtimeDone", "r-1") + "]");
    invoke("r-1", IN_AN_HOUR);

    runtime.awaitNext();
  }

  @Test
  void aRetryUnderTheSameIdIsHeldUntilItsOwnEndThoughTheFirstWasSentAgain() throws Exception {
    var _ =
        start("O2_FLUSH_STRATEGY", "end", "O2_FLUSH_BUDGET_MS", "900000", "O2_COMPRESSION", "none");
    runtime.awaitNext();
    String firstEnd = "[" + ofInvocation("runtimeDone", "r-1") + "]";
    invoke("r-1", IN_AN_HOUR);
    runtime.send(firstEnd);
    runtime.awaitNext();
    assertThat(Objects.requireNonNull(nextDelivery().getBody()).utf8()).contains("runtimeDone");

    runtime.send(firstEnd);
    invoke("r-1", IN_AN_HOUR);
    runtime.send("[" + event("function", "\"of the retry\"") + "]");
    assertThat(runtime.asksForNext()).isFalse();
    runtime.send("[" + ofInvocation("runtimeDone", "r-1").replace(":58Z", ":59Z") + "]");

    runtime.awaitNext();
    assertThat(Objects.requireNonNull(nextDelivery().getBody()).utf8())
        .contains("of the retry", ":59Z");
  }

  @Test
  void neverHoldsAnInvocationContinuously() throws Exception {
    var _ = start("O2_FLUSH_STRATEGY", "continuous");
    runtime.awaitNext();
    for (int i = 0; i < 20; i++) {
      invoke("r-" + i, IN_AN_HOUR);
      runtime.awaitNext();
    }
  }

  @Test
  void afterAnEndThatWasNotToldNoMoreInvocationIsHeldUntilOneIs() throws Exception {
    var _ = start("O2_FLUSH_STRATEGY", "end");
    runtime.awaitNext();
    // A deadline that is past: waiting for nothing is always safe.
    invoke("r-1", 0);
    runtime.awaitNext();
    invoke("r-2", IN_AN_HOUR);
    runtime.awaitNext();

    runtime.send("[" + ofInvocation("runtimeDone", "r-2") + "]");
    invoke("r-3", IN_AN_HOUR);
    runtime.send("[" + ofInvocation("start", "r-3") + "]");
    assertThat(runtime.asksForNext()).isFalse();
    runtime.send("[" + ofInvocation("runtimeDone", "r-3") + "]");
    runtime.awaitNext();
  }

  @Test
  void deliversWhatComesWithTheShutdown() throws Exception {
    FutureTask<Boolean> run = start("O2_FLUSH_STRATEGY", "continuous");
    runtime.awaitNext();
    invoke("r-1", IN_AN_HOUR);
    runtime.awaitNext();
    runtime.send("[" + event("function", "\"hello\"") + "," + ofInvocation("report", "r-1") + "]");

    shutDown(SettableClock.START.plusMillis(25_500).toEpochMilli());

    assertThat(run.get()).isTrue();
    assertThat(trail.lines())
        .contains(
            "INFO Starting shutdown sequence with 25.5s deadline",
            "INFO Final flush completed successfully",
            "INFO Records: 2 received, 2 delivered, 0 dropped, 0 held");
    assertThatThrownBy(() -> runtime.send("[]"))
        .as("telemetry after the last flush would be lost, so it is not taken in")
        .isInstanceOf(IOException.class);
  }

  @Test
  void aShutdownWithoutADeadlineTakesTheUsualTimeAndDelivers() throws Exception {
    FutureTask<Boolean> run = start("O2_FLUSH_STRATEGY", "end");
    runtime.awaitNext();
    runtime.send("[" + event("function", "\"hello\"") + "]");
    runtime.event("{\"eventType\":\"SHUTDOWN\"}");

    assertThat(run.get()).isTrue();
    assertThat(trail.lines())
        .contains("INFO Starting shutdown sequence with 1.4s deadline")
        .last()
        .asString()
        .startsWith("INFO Records: 1 received, ");
  }

  @Test
  void aDeadlineThatHasPassedEndsItAtOnceAndSaysWhatIsLost() throws Exception {
    FutureTask<Boolean> run = start("O2_FLUSH_STRATEGY", "end");
    runtime.awaitNext();
    runtime.send("[" + event("function", "\"hello\"") + "]");
    shutDown(1);

    assertThat(run.get()).isTrue();
    assertThat(trail.lines())
        .contains("INFO Starting shutdown sequence with 0.0s deadline")
        .last()
        .asString()
        .startsWith("INFO Records: 1 received, ");
  }

  @Test
  void anEventOfAnUnknownTypeIsIgnored() throws Exception {
    FutureTask<Boolean> run = start("O2_FLUSH_STRATEGY", "end");
    runtime.awaitNext();
    runtime.event("{\"eventType\":\"RESTORE\"}");
    runtime.awaitNext();
    runtime.event("this is no event");
    runtime.awaitNext();
    shutDown(IN_AN_HOUR);

    assertThat(run.get()).isTrue();
    assertThat(trail.lines())
        .contains("ERROR Event of an unknown type is ignored: 'RESTORE'")
        .filteredOn(line -> line.startsWith("ERROR"))
        .hasSize(1);
  }

  @Test
  void anInvocationThatIsRetriedUnderItsIdIsHeldUntilItsOwnEnd() throws Exception {
    var _ = start("O2_FLUSH_STRATEGY", "end", "O2_FLUSH_BUDGET_MS", "900000");
    runtime.awaitNext();
    for (int run = 0; run < 2; run++) {
      invoke("r-1", IN_AN_HOUR);
      runtime.send("[" + ofInvocation("start", "r-1") + "]");
      assertThat(runtime.asksForNext()).isFalse();
      String time = run == 0 ? ":58Z" : ":59Z";
      runtime.send("[" + ofInvocation("runtimeDone", "r-1").replace(":58Z", time) + "]");
      runtime.awaitNext();
    }
  }

  @Test
  void aLossIsReportedByARecordInTheStream() throws Exception {
    var _ = start("O2_FLUSH_STRATEGY", "end", "O2_FLUSH_BUDGET_MS", "900000");
    runtime.awaitNext();
    runtime.send("[" + event("platform.logsDropped", "{\"droppedRecords\":7}") + "]");
    for (int i = 0; i < 2; i++) {
      invoke("r-" + i, IN_AN_HOUR);
      runtime.send("[" + ofInvocation("runtimeDone", "r-" + i) + "]");
      runtime.awaitNext();
    }

    // A body is acknowledged before it is read: the report goes out with this invocation or the
    // next.
    assertThat(unzipped(nextDelivery()) + unzipped(nextDelivery()))
        .contains("dropped by Lambda 7")
        .containsOnlyOnce(
            "\"type\":\"extension\",\"record\":{\"level\":\"WARN\",\"message\":\"7 records were lost:");
  }

  private static String unzipped(RecordedRequest request) throws IOException {
    try (GzipSource gzip =
        new GzipSource(new Buffer().write(Objects.requireNonNull(request.getBody())))) {
      Buffer plain = new Buffer();
      plain.writeAll(gzip);
      return plain.readUtf8();
    }
  }

  @Test
  void onManagedInstancesItRegistersForTheShutdownAlone() throws Exception {
    FutureTask<Boolean> run = start(true);
    runtime.awaitNext();
    assertThat(runtime.calls().getFirst()).isEqualTo("register {\"events\":[\"SHUTDOWN\"]}");
    assertThat(backend.getRequestCount()).isZero();

    runtime.send("[" + event("function", "\"x\"") + "]");
    shutDown(IN_AN_HOUR);

    assertThat(run.get()).isTrue();
    assertThat(trail.lines()).last().asString().contains("1 received, 1 delivered");
  }

  @Test
  void anEnvironmentThatRefusesInvocationsIsTakenForManagedInstances() throws Exception {
    runtime.answerTo(
        "register {\"events\":[\"INVOKE\",\"SHUTDOWN\"]}",
        403,
        "{\"errorType\":\"Extension.InvalidEventType\"}");
    FutureTask<Boolean> run = start();
    runtime.awaitNext();
    shutDown(IN_AN_HOUR);

    assertThat(run.get()).isTrue();
    assertThat(runtime.calls().get(1)).isEqualTo("register {\"events\":[\"SHUTDOWN\"]}");
  }

  @Test
  void aSubscriptionThatFailsCostsTheTelemetryAndNotTheFunction() throws Exception {
    runtime.answerTo("telemetry", 403, "{\"errorType\":\"Telemetry.SubscriptionClosed\"}");
    var _ = start("O2_FLUSH_STRATEGY", "end");
    runtime.awaitNext();
    invoke("r-1", IN_AN_HOUR);
    runtime.awaitNext();

    assertThat(trail.lines())
        .anyMatch(line ->
            line.startsWith("ERROR Subscribing to telemetry failed, no logs will be forwarded"));
  }

  @Test
  void aSubscriptionThatIsAnsweredLateIsWaitedForDuringInit() throws Exception {
    runtime.holdAnswerTo("telemetry");
    var _ = start("O2_FLUSH_STRATEGY", "end");
    runtime.awaitCall("telemetry");
    assertThat(runtime.asksForNext()).isFalse();

    runtime.releaseAnswers();

    runtime.awaitNext();
    assertThat(trail.lines()).last().asString().startsWith("INFO Successfully subscribed");
  }

  @Test
  void aSubscriptionThatIsAnsweredAfterInitIsWaitedForWhileTheFunctionWorks() throws Exception {
    runtime.holdAnswerTo("telemetry");
    var _ = start(false, Duration.ofMillis(1), "O2_FLUSH_STRATEGY", "end");
    runtime.awaitNext();
    assertThat(trail.lines()).last().asString().startsWith("WARN Subscribing to telemetry takes");
    invoke("r-1", IN_AN_HOUR);
    runtime.awaitNext();

    runtime.releaseAnswers();
    trail.awaitLine("INFO Successfully subscribed", Duration.ofSeconds(20));

    invoke("r-2", IN_AN_HOUR);
    runtime.send("[" + ofInvocation("start", "r-2") + "]");
    assertThat(runtime.asksForNext()).as("held for its telemetry").isFalse();
    runtime.send("[" + ofInvocation("runtimeDone", "r-2") + "]");
    runtime.awaitNext();
  }

  @Test
  void telemetryThatComesIsASubscriptionWhateverIsAnswered() throws Exception {
    runtime.answerTo("telemetry", 500, "{\"errorType\":\"InternalServerError\"}");
    var _ = start("O2_FLUSH_STRATEGY", "end");
    runtime.awaitNext();
    runtime.send("[" + event("platform.initStart", "{}") + "]");

    trail.awaitLine("INFO Successfully subscribed", Duration.ofSeconds(20));
    assertThat(trail.lines()).noneMatch(line -> line.startsWith("ERROR"));
  }

  @Test
  void anEnvironmentWithoutTelemetryIsTold() throws Exception {
    runtime.answerTo("telemetry", 202, "{\"errorType\":\"Telemetry.NotSupported\"}");
    FutureTask<Boolean> run = start("O2_FLUSH_STRATEGY", "end");
    runtime.awaitNext();
    invoke("r-1", IN_AN_HOUR);
    runtime.awaitNext();
    shutDown(IN_AN_HOUR);

    assertThat(run.get()).isTrue();
    assertThat(trail.lines())
        .contains(
            "WARN The Telemetry API is not supported here: there will be no logs to forward",
            "INFO Records: 0 received, 0 delivered, 0 dropped, 0 held");
  }

  @Test
  void aRegistrationThatIsRefusedIsAFailure() throws Exception {
    runtime.answerTo("register", 403, "{\"errorType\":\"Extension.AlreadyRegistered\"}");
    FutureTask<Boolean> run = start();

    assertThatThrownBy(run::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(LambdaApiException.class)
        .hasMessageContaining("answered register with status 403");
  }

  @Test
  void aRuntimeApiThatIsGoneEndsItWithALastFlush() throws Exception {
    FutureTask<Boolean> run = start("O2_FLUSH_STRATEGY", "end");
    runtime.awaitNext();
    runtime.send("[" + event("function", "\"hello\"") + "]");
    runtime.failNext();

    assertThatThrownBy(run::get).hasCauseInstanceOf(LambdaApiException.class);
    assertThat(trail.lines()).last().asString().startsWith("INFO Records: 1 received, ");
  }
}
