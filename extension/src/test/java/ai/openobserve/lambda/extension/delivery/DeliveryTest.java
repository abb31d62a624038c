package ai.openobserve.lambda.extension.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.testing.Configurations;
import ai.openobserve.lambda.extension.testing.LogTrail;
import ai.openobserve.lambda.extension.testing.Records;
import ai.openobserve.lambda.extension.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class DeliveryTest {
  private static final Outcome STORED = new Outcome.Accepted(1, 0, "");

  @StartStop public final MockWebServer server = new MockWebServer();

  private final LogTrail trail = new LogTrail();
  private final SettableClock clock = new SettableClock();
  private final Batch batch = Records.batch("{\"a\":1}");

  /// Nobody listens to back-offs.
  private static void untold(Duration delay) {}

  private Delivery delivery(String... namesAndValues) {
    return delivery(clock::nanos, namesAndValues);
  }

  private Delivery delivery(LongSupplier nanos, String... namesAndValues) {
    Configuration configuration =
        Configurations.of("http://127.0.0.1:" + server.getPort(), namesAndValues);
    OpenObserveClient client =
        new OpenObserveClient(configuration, ProxySettings.DIRECT, Certificates.BUILT_IN);
    return new Delivery(client, configuration, nanos, trail.log());
  }

  private void answer(int... statuses) {
    for (int status : statuses) {
      server.enqueue(new MockResponse.Builder().code(status).build());
    }
  }

  private void alwaysAnswer(MockResponse response) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return response;
          }
        });
  }

  private static MockResponse unavailable() {
    return new MockResponse.Builder().code(503).build();
  }

  @Test
  void retriesOn503ThenDelivers() throws Exception {
    answer(503, 503, 200);

    assertThat(delivery().deliver(batch, true, DeliveryTest::untold)).isEqualTo(STORED);

    String first = OpenObserveClientTest.unzipped(server.takeRequest());
    assertThat(first).isEqualTo("[{\"a\":1}]");
    assertThat(OpenObserveClientTest.unzipped(server.takeRequest())).isEqualTo(first);
    assertThat(OpenObserveClientTest.unzipped(server.takeRequest())).isEqualTo(first);
    assertThat(trail.lines())
        .containsExactly(
            "WARN Delivery attempt failed: status 503: Service Unavailable",
            "WARN Retry attempt 1/3 failed: status 503: Service Unavailable");
  }

  @Test
  void retriesAfterAReset() {
    server.enqueue(
        new MockResponse.Builder().onRequestBody(new SocketEffect.CloseSocket()).build());
    answer(200);

    assertThat(delivery().deliver(batch, true, DeliveryTest::untold)).isEqualTo(STORED);
  }

  @Test
  void retriesAfterATimeout() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    answer(200);

    assertThat(delivery("O2_REQUEST_TIMEOUT_MS", "300").deliver(batch, true, DeliveryTest::untold))
        .isEqualTo(STORED);
    assertThat(trail.lines()).containsExactly("WARN Delivery attempt failed: Request timeout");
  }

  @Test
  void sendsUncompressedAfter415InTheSameDelivery() {
    answer(415, 200);

    assertThat(delivery().deliver(batch, true, DeliveryTest::untold)).isEqualTo(STORED);
  }

  @Test
  void givesUpAfterAsManyRetriesAsAreSet() {
    alwaysAnswer(unavailable());

    Outcome outcome = delivery("O2_MAX_RETRIES", "5").deliver(batch, true, DeliveryTest::untold);

    assertThat(outcome)
        .isEqualTo(new Outcome.Unavailable("status 503: Service Unavailable", Duration.ZERO));
    assertThat(server.getRequestCount()).isEqualTo(6);
    assertThat(trail.lines())
        .hasSize(6)
        .last()
        .isEqualTo("WARN Retry attempt 5/5 failed: status 503: Service Unavailable");
  }

  @Test
  void triesOnceWhereNoRetriesAreSet() {
    alwaysAnswer(unavailable());

    delivery("O2_MAX_RETRIES", "0").deliver(batch, true, DeliveryTest::untold);

    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aProbeIsOneAttempt() {
    alwaysAnswer(unavailable());

    delivery().deliver(batch, false, DeliveryTest::untold);

    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void whatARetryCannotMendIsNotRetried() {
    for (int status : new int[] {400, 401, 403, 404, 413}) {
      int before = server.getRequestCount();
      answer(status);
      delivery().deliver(batch, true, DeliveryTest::untold);
      assertThat(server.getRequestCount()).isEqualTo(before + 1);
    }
    assertThat(trail.lines()).isEmpty();
  }

  @Test
  void nothingIsLoggedAboutLinesOfExtensions() {
    alwaysAnswer(unavailable());

    delivery().deliver(Records.quietBatch("{}"), true, DeliveryTest::untold);

    assertThat(server.getRequestCount()).isEqualTo(4);
    assertThat(trail.lines()).isEmpty();
  }

  @Test
  void everyBackOffIsAnnouncedBeforeItBegins() {
    alwaysAnswer(unavailable());
    List<Integer> requestsAtAnnouncement = new ArrayList<>();

    delivery().deliver(batch, true, delay -> requestsAtAnnouncement.add(server.getRequestCount()));

    assertThat(requestsAtAnnouncement).containsExactly(1, 2, 3);
  }

  /// The first back-off of a delivery, without waiting for it.
  private static Duration firstBackOff(Delivery delivery, Batch batch) {
    List<Duration> delays = new ArrayList<>();
    Outcome outcome =
        delivery.deliver(
            batch,
            true,
            delay -> {
              delays.add(delay);
              Thread.currentThread().interrupt();
            });
    assertThat(outcome).isEqualTo(new Outcome.Postponed());
    assertThat(Thread.interrupted()).as("the interrupt flag stays with the back-off").isFalse();
    return delays.getFirst();
  }

  @Test
  void backOffsAreSpreadAroundTheirLengthAndNeverOverTheLongest() {
    alwaysAnswer(unavailable());
    Delivery spread =
        delivery("O2_INITIAL_RETRY_DELAY_MS", "1000", "O2_MAX_RETRY_DELAY_MS", "30000");
    Delivery atTheLimit =
        delivery("O2_INITIAL_RETRY_DELAY_MS", "1000", "O2_MAX_RETRY_DELAY_MS", "1000");
    List<Duration> delays = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Duration delay = firstBackOff(spread, batch);
      delays.add(delay);
      assertThat(delay).isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
      assertThat(firstBackOff(atTheLimit, batch))
          .isBetween(Duration.ofMillis(500), Duration.ofMillis(1000));
    }
    assertThat(delays.stream().distinct().count()).isGreaterThan(50);
  }

  @Test
  void backOffsGrowExponentiallyUpToTheLongest() {
    alwaysAnswer(unavailable());
    List<Duration> delays = new ArrayList<>();

    delivery(
            "O2_INITIAL_RETRY_DELAY_MS", "4",
            "O2_MAX_RETRY_DELAY_MS", "40",
            "O2_MAX_RETRIES", "8")
        .deliver(batch, true, delays::add);

    assertThat(delays).hasSize(8);
    long[] nominalMs = {4, 8, 16, 32, 40, 40, 40, 40};
    for (int i = 0; i < 8; i++) {
      assertThat(delays.get(i))
          .as("back-off %d of %s", i, delays)
          .isBetween(
              Duration.ofMillis(nominalMs[i] / 2),
              Duration.ofMillis(Math.min(40, nominalMs[i] * 3 / 2)));
    }
  }

  @Test
  void aServerThatSaysWhenToComeBackIsNotAskedBefore() {
    for (int status : new int[] {429, 503}) {
      alwaysAnswer(new MockResponse.Builder().code(status).addHeader("Retry-After", "20").build());
      Delivery delivery = delivery("O2_MAX_RETRY_DELAY_MS", "30000");
      for (int i = 0; i < 30; i++) {
        assertThat(firstBackOff(delivery, batch))
            .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
      }
    }
  }

  @Test
  void aServerThatAsksForMoreTimeThanTheLongestBackOffIsLeftAlone() {
    alwaysAnswer(new MockResponse.Builder().code(503).addHeader("Retry-After", "31").build());

    assertThat(
            delivery("O2_MAX_RETRY_DELAY_MS", "30000").deliver(batch, true, DeliveryTest::untold))
        .isEqualTo(
            new Outcome.Unavailable("status 503: Service Unavailable", Duration.ofSeconds(31)));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void theFinalFlushCutsABackOffThatIsUnderWay() throws Exception {
    alwaysAnswer(unavailable());
    Delivery delivery =
        delivery("O2_INITIAL_RETRY_DELAY_MS", "800000", "O2_MAX_RETRY_DELAY_MS", "900000");
    CountDownLatch backingOff = new CountDownLatch(1);
    FutureTask<Outcome> outcome =
        new FutureTask<>(() -> delivery.deliver(batch, true, delay -> backingOff.countDown()));
    Thread.ofPlatform().daemon().start(outcome);
    backingOff.await();

    delivery.finishBy(Duration.ofSeconds(1));

    assertThat(outcome.get()).isEqualTo(new Outcome.Postponed());
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void theFinalFlushTakesTheTimeThatIsLeftForItsBackOffs() {
    alwaysAnswer(unavailable());
    Delivery delivery =
        delivery("O2_INITIAL_RETRY_DELAY_MS", "800000", "O2_MAX_RETRY_DELAY_MS", "900000");
    delivery.finishBy(Duration.ofMillis(80));
    List<Duration> delays = new ArrayList<>();

    Outcome outcome = delivery.deliver(batch, true, delays::add);

    assertThat(outcome).isInstanceOf(Outcome.Unavailable.class);
    assertThat(delays)
        .hasSize(3)
        .allSatisfy(delay -> assertThat(delay).isLessThanOrEqualTo(Duration.ofMillis(30)));
  }

  @Test
  void theFinalFlushDoesNotWaitForAServerThatAsksForMoreTimeThanIsLeft() {
    alwaysAnswer(new MockResponse.Builder().code(503).addHeader("Retry-After", "3").build());
    Delivery delivery = delivery("O2_MAX_RETRY_DELAY_MS", "30000");
    delivery.finishBy(Duration.ofSeconds(2));

    assertThat(delivery.deliver(batch, true, DeliveryTest::untold))
        .isInstanceOf(Outcome.Unavailable.class);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void theFinalFlushCutsAnAttemptThatHangs() {
    alwaysAnswer(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    Delivery delivery = delivery(System::nanoTime, "O2_REQUEST_TIMEOUT_MS", "900000");
    delivery.finishBy(Duration.ofMillis(200));

    // Would reach the class's time-out otherwise.
    assertThat(delivery.deliver(batch, true, DeliveryTest::untold))
        .isInstanceOf(Outcome.Unavailable.class);
  }

  @Test
  void noAttemptIsMadeWhenTheTimeIsUp() {
    Delivery delivery = delivery();
    delivery.finishBy(Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(2));

    assertThat(delivery.deliver(batch, true, DeliveryTest::untold))
        .isEqualTo(new Outcome.Unavailable("no time left", Duration.ZERO));
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void warmsUpThroughTheClient() throws Exception {
    answer(200);

    delivery().warmUp();

    assertThat(server.takeRequest().getTarget()).isEqualTo("/healthz");
  }
}
