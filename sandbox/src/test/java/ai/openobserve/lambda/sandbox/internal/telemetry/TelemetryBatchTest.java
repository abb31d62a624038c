package ai.openobserve.lambda.sandbox.internal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When a batch is due, and what it contains; the test sets the time.
@Timeout(60)
class TelemetryBatchTest {
  private static final long START = 5_000_000_000L;
  private static final long PERIOD = Duration.ofMillis(100).toNanos();
  private static final int MAX_ITEMS = 1000;
  private static final int MAX_BYTES = 262_144;

  private final TelemetryBatch batch =
      new TelemetryBatch(
          new Subscription(
              "2025-01-29",
              List.of("function"),
              MAX_ITEMS,
              MAX_BYTES,
              Duration.ofNanos(PERIOD),
              URI.create("http://127.0.0.1:1/"),
              false));

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(TelemetryBatch.Post post) {
    return new String(post.body(), StandardCharsets.UTF_8);
  }

  @Test
  void nothingIsDueWhereNothingWaits() {
    assertThat(batch.due(START)).isEmpty();
    assertThat(batch.isEmpty()).isTrue();
  }

  @Test
  void isDueWhenItsFirstEventIsOldEnough() {
    batch.addEvent(bytes("1"), START);
    batch.addEvent(bytes("2"), START + PERIOD / 2);
    assertThat(batch.due(START + PERIOD - 1)).isEqualTo(OptionalLong.of(1));
    assertThat(batch.due(START + PERIOD)).isEqualTo(OptionalLong.of(0));
    assertThat(text(batch.take())).isEqualTo("[1,2]");
    assertThat(batch.isEmpty()).isTrue();
  }

  @Test
  void isDueAtMaxItemsAndLeavesTheRest() {
    for (int i = 0; i < MAX_ITEMS + 1; i++) {
      batch.addEvent(bytes("0"), START);
    }
    assertThat(batch.due(START)).isEqualTo(OptionalLong.of(0));
    assertThat(batch.take().items()).isEqualTo(MAX_ITEMS);
    assertThat(batch.due(START)).isEqualTo(OptionalLong.of(PERIOD));
  }

  @Test
  void theEventThatReachesMaxBytesIsTheLastOfItsBatch() {
    byte[] half = new byte[MAX_BYTES / 2];
    batch.addEvent(half, START);
    assertThat(batch.due(START)).isEqualTo(OptionalLong.of(PERIOD));
    batch.addEvent(new byte[MAX_BYTES], START);
    batch.addEvent(half, START);
    assertThat(batch.due(START)).isEqualTo(OptionalLong.of(0));
    TelemetryBatch.Post post = batch.take();
    assertThat(post.items()).isEqualTo(2);
    assertThat(post.bytes()).isEqualTo(MAX_BYTES / 2 + MAX_BYTES);
  }

  @Test
  void frozenTimeDoesNotCount() {
    batch.addEvent(bytes("1"), START);
    batch.freeze(START + 10);
    assertThat(batch.due(START + 100 * PERIOD)).isEmpty();
    batch.addEvent(bytes("2"), START + 50 * PERIOD);
    batch.thaw(START + 100 * PERIOD);
    assertThat(batch.due(START + 100 * PERIOD)).isEqualTo(OptionalLong.of(PERIOD - 10));
    assertThat(batch.due(START + 101 * PERIOD - 10)).isEqualTo(OptionalLong.of(0));
  }

  @Test
  void aFlushMakesDueWhatIsThereOnly() {
    batch.flush();
    batch.addEvent(bytes("1"), START);
    assertThat(batch.due(START)).isEqualTo(OptionalLong.of(PERIOD));
    batch.flush();
    assertThat(batch.due(START)).isEqualTo(OptionalLong.of(0));
    batch.take();
    batch.addEvent(bytes("2"), START);
    assertThat(batch.due(START)).isEqualTo(OptionalLong.of(PERIOD));
  }

  @Test
  void aBodyGoesAloneAfterWhatCameBeforeIt() {
    batch.addEvent(bytes("1"), START);
    batch.addBody(bytes("garbage"), START);
    batch.addEvent(bytes("2"), START);
    assertThat(batch.due(START)).isEqualTo(OptionalLong.of(0));
    assertThat(text(batch.take())).isEqualTo("[1]");
    TelemetryBatch.Post body = batch.take();
    assertThat(text(body)).isEqualTo("garbage");
    assertThat(body.items()).isZero();
    assertThat(text(batch.take())).isEqualTo("[2]");
  }

  @Test
  void countsWhatHasNoRoom() {
    byte[] large = new byte[TelemetryBatch.MAX_PENDING_BYTES + 1];
    batch.addEvent(large, START);
    batch.addEvent(bytes("12"), START);
    batch.addEvent(bytes("345"), START);
    assertThat(batch.takeLost()).isEqualTo(new TelemetryBatch.Lost(2, 5));
    assertThat(batch.takeLost()).isEqualTo(new TelemetryBatch.Lost(0, 0));
    batch.take();
    batch.addEvent(bytes("6"), START);
    assertThat(text(batch.take())).isEqualTo("[6]");
  }
}
