package ai.openobserve.lambda.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import ai.openobserve.lambda.sandbox.model.TelemetryPost;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/// How the Telemetry API batches, retries and drops. The batching period is Lambda's longest, so
/// that only what is under test sends a batch.
@Timeout(60)
class TelemetryTest {
  private static final int NEVER_MS = 30_000;
  private static final int SOON_MS = 25;

  private static Attached start(SandboxBuilder builder, int timeoutMs) {
    return Attached.start(
        builder.flavour(Flavour.MANAGED_INSTANCES),
        extension -> {
          extension.register("SHUTDOWN");
          extension.put(extension.subscription("2025-01-29", timeoutMs, "function"));
        });
  }

  @Test
  void sendsABatchThatHasMaxItems() {
    try (Attached fixture = start(Sandbox.builder(), NEVER_MS)) {
      for (int i = 0; i < 1001; i++) {
        fixture.sandbox().telemetry().inject("function", Integer.toString(i));
      }
      String body =
          fixture.extension().bodies().awaitCount(1, AttachedExtension.PATIENCE).getFirst();
      assertThat(JsonMapper.shared().readTree(body).size()).isEqualTo(1000);
      assertThat(fixture.sandbox().telemetry().posts().awaitCount(1, AttachedExtension.PATIENCE))
          .singleElement()
          .matches(TelemetryPost::acknowledged);
      assertThat(fixture.extension().bodies().size()).isEqualTo(1);
    }
  }

  @Test
  void sendsABatchThatHasMaxBytes() {
    String record = "\"" + "x".repeat(100_000) + "\"";
    try (Attached fixture = start(Sandbox.builder(), NEVER_MS)) {
      for (int i = 0; i < 4; i++) {
        fixture.sandbox().telemetry().inject("function", record);
      }
      String body =
          fixture.extension().bodies().awaitCount(1, AttachedExtension.PATIENCE).getFirst();
      assertThat(JsonMapper.shared().readTree(body).size()).isEqualTo(3);
    }
  }

  @Test
  void sendsWhatThereIsAfterTheTimeOut() {
    try (Attached fixture = start(Sandbox.builder(), SOON_MS)) {
      fixture.sandbox().telemetry().inject("function", "\"one\"");
      assertThat(fixture.extension().awaitEvent("function").path("record").stringValue())
          .isEqualTo("one");
    }
  }

  @Test
  void sendsOnlyTheTypesSubscribedTo() {
    try (Attached fixture = start(Sandbox.builder(), SOON_MS)) {
      fixture.sandbox().telemetry().inject("extension", "\"no\"");
      fixture.sandbox().telemetry().inject("platform.start", "{}");
      fixture.sandbox().telemetry().inject("function", "\"yes\"");
      fixture.extension().awaitEvent("function");
      assertThat(fixture.extension().bodies().entries())
          .noneMatch(body -> body.contains("platform") || body.contains("\"no\""));
    }
  }

  @Test
  void keepsOnePostInFlightAndOrder() {
    CountDownLatch acknowledge = new CountDownLatch(1);
    AtomicInteger concurrent = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Attached fixture = start(Sandbox.builder(), SOON_MS)) {
      fixture
          .extension()
          .acknowledge(() -> {
            most.accumulateAndGet(concurrent.incrementAndGet(), Math::max);
            await(acknowledge);
            concurrent.decrementAndGet();
            return 200;
          });
      for (int i = 0; i < 2500; i++) {
        fixture.sandbox().telemetry().inject("function", Integer.toString(i));
      }
      acknowledge.countDown();
      fixture.sandbox().telemetry().awaitDelivered(AttachedExtension.PATIENCE);
      assertThat(most).hasValue(1);
      List<Integer> received =
          fixture.extension().bodies().entries().stream()
              .flatMap(body -> JsonMapper.shared().readTree(body).valueStream())
              .map(event -> event.path("record").intValue())
              .toList();
      assertThat(received).hasSize(2500).isSorted();
    }
  }

  @Test
  void triesAgainWhatIsNotAcknowledged() {
    AtomicInteger attempts = new AtomicInteger();
    try (Attached fixture = start(Sandbox.builder(), SOON_MS)) {
      fixture.extension().acknowledge(() -> attempts.incrementAndGet() < 3 ? 500 : 200);
      fixture.sandbox().telemetry().inject("function", "\"again\"");
      fixture.extension().awaitEvent("function");
      assertThat(fixture.sandbox().telemetry().posts().awaitCount(3, AttachedExtension.PATIENCE))
          .extracting(TelemetryPost::status)
          .containsExactly(500, 500, 200);
    }
  }

  @Test
  void sendsAgainWhereTheAcknowledgementIsLost() {
    try (Attached fixture = start(Sandbox.builder(), SOON_MS)) {
      fixture.sandbox().telemetry().loseAcknowledgements(1);
      fixture.sandbox().telemetry().inject("function", "\"twice\"");
      List<String> bodies = fixture.extension().bodies().awaitCount(2, AttachedExtension.PATIENCE);
      assertThat(bodies.getFirst()).contains("twice").isEqualTo(bodies.getLast());
      fixture.sandbox().telemetry().awaitDelivered(AttachedExtension.PATIENCE);
      fixture.sandbox().telemetry().inject("function", "\"once\"");
      fixture.sandbox().telemetry().awaitDelivered(AttachedExtension.PATIENCE);
      assertThat(fixture.extension().bodies().size()).isEqualTo(3);
    }
  }

  @Test
  void dropsAndReportsLikeTheEmulator() {
    CountDownLatch acknowledge = new CountDownLatch(1);
    try (Attached fixture =
        start(Sandbox.builder().telemetryMode(TelemetryMode.EMULATOR), SOON_MS)) {
      fixture
          .extension()
          .acknowledge(() -> {
            await(acknowledge);
            return 200;
          });
      fixture.sandbox().telemetry().inject("function", "\"first\"");
      fixture
          .sandbox()
          .telemetry()
          .events()
          .await(event -> event.contains("first"), AttachedExtension.PATIENCE);
      Journal<String> events = fixture.sandbox().telemetry().events();
      for (int i = 0; i < 3000; i++) {
        fixture.sandbox().telemetry().inject("function", "\"more\"");
      }
      assertThat(
              events.await(
                  event -> event.contains("platform.logsDropped"), AttachedExtension.PATIENCE))
          .contains("\"droppedRecords\":");
      acknowledge.countDown();
    }
  }

  @Test
  void holdsAndReleases() {
    try (Attached fixture = start(Sandbox.builder(), SOON_MS)) {
      fixture.sandbox().telemetry().hold();
      fixture.sandbox().telemetry().inject("function", "\"held\"");
      fixture.sandbox().telemetry().injectBody("garbage".getBytes(StandardCharsets.UTF_8));
      assertThat(fixture.sandbox().telemetry().posts().size()).isZero();
      fixture.sandbox().telemetry().release();
      assertThat(fixture.extension().bodies().awaitCount(2, AttachedExtension.PATIENCE))
          .satisfiesExactly(
              body -> assertThat(body).contains("held"),
              body -> assertThat(body).isEqualTo("garbage"));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
