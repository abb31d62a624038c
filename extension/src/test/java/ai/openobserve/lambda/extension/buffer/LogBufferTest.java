package ai.openobserve.lambda.extension.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.extension.testing.LogTrail;
import ai.openobserve.lambda.extension.testing.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class LogBufferTest {
  private static final int ROOM = 1000;
  private static final Duration LONG = Duration.ofSeconds(15);

  private final Ledger ledger = new Ledger();
  private final LogTrail trail = new LogTrail();

  private LogBuffer buffer(int maxBytes, int ready, int mostRecords, int mostBytes) {
    return new LogBuffer(
        maxBytes, new BatchLimits(ready, mostRecords, mostBytes), ledger, trail.log());
  }

  private LogBuffer roomy(int mostRecords) {
    return buffer(ROOM, mostRecords, mostRecords, ROOM);
  }

  private static Batch take(LogBuffer buffer) {
    return Objects.requireNonNull(buffer.take());
  }

  private static List<String> drain(LogBuffer buffer) {
    List<String> records = new ArrayList<>();
    for (@Nullable Batch batch = buffer.take(); batch != null; batch = buffer.take()) {
      records.addAll(Records.of(batch));
      buffer.settle(batch);
    }
    return records;
  }

  private static String record(int number, int length) {
    String name = Integer.toString(number);
    return name + "x".repeat(length - name.length());
  }

  private void assertBalanced(LogBuffer buffer) {
    assertThat(ledger.delivered() + ledger.dropped() + buffer.held()).isEqualTo(ledger.received());
  }

  @Test
  void recordsComeOutInTheOrderInWhichTheyCame() {
    LogBuffer buffer = roomy(2);
    Records.append(buffer, "1", "2", "3", "4", "5");

    assertThat(Records.of(take(buffer))).containsExactly("1", "2");
    assertThat(Records.of(take(buffer))).containsExactly("3", "4");
    assertThat(Records.of(take(buffer))).containsExactly("5");
    assertThat(buffer.take()).isNull();
  }

  @Test
  void anEmptyBufferHasNothing() {
    LogBuffer buffer = roomy(2);

    assertThat(buffer.take()).isNull();
    assertThat(buffer.isEmpty()).isTrue();
    assertThat(buffer.held()).isZero();
    assertThat(buffer.hasReadyBatch()).isFalse();
    assertThat(buffer.settledBefore(buffer.nextSequence())).isTrue();
  }

  @Test
  void anAppendedRecordIsACopy() {
    LogBuffer buffer = roomy(2);
    byte[] source = {'"', 'a', '"'};
    buffer.append(source, 0, 3, false);
    source[1] = 'b';

    assertThat(Records.of(take(buffer))).containsExactly("\"a\"");
  }

  @Test
  void aBatchHasNoMoreRecordsThanAllowed() {
    LogBuffer buffer = buffer(100_000, 3, 3, 100_000);
    for (int i = 0; i < 8; i++) {
      Records.append(buffer, record(i, 10));
    }

    assertThat(take(buffer).records()).isEqualTo(3);
    assertThat(take(buffer).records()).isEqualTo(3);
    assertThat(take(buffer).records()).isEqualTo(2);
  }

  @Test
  void aBatchHasNoMoreBytesThanAllowedSeparatorsIncluded() {
    LogBuffer buffer = buffer(100_000, 1000, 1000, 32);
    Records.append(buffer, record(1, 10), record(2, 10), record(3, 10), record(4, 10));

    Batch first = take(buffer);
    assertThat(first.records()).isEqualTo(3);
    assertThat(first.length()).isEqualTo(32);
    assertThat(take(buffer).records()).isEqualTo(1);
  }

  @Test
  void aRecordLargerThanABatchTravelsAlone() {
    LogBuffer buffer = buffer(100_000, 1000, 1000, 32);
    Records.append(buffer, "1", record(2, 500), "3");

    assertThat(Records.of(take(buffer))).containsExactly("1");
    assertThat(take(buffer).length()).isEqualTo(500);
    assertThat(Records.of(take(buffer))).containsExactly("3");
  }

  @Test
  void withoutABatchSizeABacklogGoesInLargeBatches() {
    BatchLimits limits = BatchLimits.of(OptionalInt.empty(), 10 << 20);

    assertThat(limits).isEqualTo(new BatchLimits(100, 2000, 1 << 20));
  }

  @Test
  void aBatchSizeIsTheMostThatEverGoesInOneRequest() {
    assertThat(BatchLimits.of(OptionalInt.of(7), 10 << 20))
        .isEqualTo(new BatchLimits(7, 7, 1 << 20));
  }

  @Test
  void batchesOfASmallBufferAreAPartOfIt() {
    assertThat(BatchLimits.of(OptionalInt.empty(), 1 << 20).mostBytes()).isEqualTo(1 << 18);
  }

  @Test
  void aBatchIsReadyByRecordsOrByBytes() {
    LogBuffer byRecords = buffer(ROOM, 3, 100, ROOM);
    Records.append(byRecords, "1", "2");
    assertThat(byRecords.hasReadyBatch()).isFalse();
    Records.append(byRecords, "3");
    assertThat(byRecords.hasReadyBatch()).isTrue();

    LogBuffer byBytes = buffer(ROOM, 100, 100, 20);
    Records.append(byBytes, record(1, 19));
    assertThat(byBytes.hasReadyBatch()).isFalse();
    Records.append(byBytes, "2");
    assertThat(byBytes.hasReadyBatch()).isTrue();
    take(byBytes);
    assertThat(byBytes.hasReadyBatch()).isFalse();
  }

  @Test
  void batchesGivenBackInAnyOrderComeOutInTheirOwn() {
    LogBuffer buffer = roomy(1);
    Records.append(buffer, "1", "2", "3", "4", "5");
    Batch one = take(buffer);
    Batch two = take(buffer);
    Batch three = take(buffer);

    buffer.giveBack(two);
    buffer.giveBack(three);
    buffer.giveBack(one);

    assertThat(drain(buffer)).containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void aBatchGivenBackGoesAheadOfWhatCameMeanwhile() {
    LogBuffer buffer = roomy(10);
    Records.append(buffer, "1", "2");
    Batch batch = take(buffer);
    Records.append(buffer, "3");

    buffer.giveBack(batch);

    assertThat(drain(buffer)).containsExactly("1", "2", "3");
  }

  @Test
  void halvesTakeThePlaceOfTheBatch() {
    LogBuffer buffer = roomy(3);
    Records.append(buffer, "1", "2", "3", "4", "5", "6");
    Batch first = take(buffer);
    Batch second = take(buffer);
    buffer.giveBack(second);

    buffer.split(first);

    assertThat(Records.of(take(buffer))).containsExactly("1");
    assertThat(Records.of(take(buffer))).containsExactly("2", "3");
    assertThat(Records.of(take(buffer))).containsExactly("4", "5", "6");
  }

  @Test
  void halvesCanBeSplitDownToSingleRecords() {
    LogBuffer buffer = roomy(10);
    Records.append(buffer, "1", "2", "3", "4", "5");
    List<String> singles = new ArrayList<>();
    for (@Nullable Batch batch = buffer.take(); batch != null; batch = buffer.take()) {
      if (batch.splittable()) {
        buffer.split(batch);
      } else {
        singles.addAll(Records.of(batch));
        buffer.settle(batch);
      }
    }

    assertThat(singles).containsExactly("1", "2", "3", "4", "5");
    assertThat(buffer.underPressure()).isFalse();
    assertThat(buffer.held()).isZero();
  }

  @Test
  void aBatchThatIsNotInFlightCannotBeSettledTwice() {
    LogBuffer buffer = roomy(2);
    Records.append(buffer, "1");
    Batch batch = take(buffer);
    buffer.settle(batch);

    assertThatThrownBy(() -> buffer.settle(batch)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> buffer.giveBack(batch)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theOldestBatchIsDroppedForARecordThatDoesNotFit() {
    LogBuffer buffer = buffer(100, 3, 3, 100);
    for (int i = 0; i < 9; i++) {
      Records.append(buffer, record(i, 10));
    }
    Records.append(buffer, record(9, 10));

    assertThat(drain(buffer))
        .extracting(text -> text.substring(0, 1))
        .containsExactly("3", "4", "5", "6", "7", "8", "9");
    assertThat(ledger.dropped(LossReason.BUFFER_FULL)).isEqualTo(3);
    assertThat(trail.lines()).containsExactly("WARN Log buffer full, dropping oldest batch");
  }

  @Test
  void droppingIsToldOnceUntilSomethingIsDelivered() {
    LogBuffer buffer = buffer(100, 1, 1, 100);
    for (int i = 0; i < 30; i++) {
      Records.append(buffer, record(i, 40));
    }
    assertThat(trail.lines()).hasSize(1);

    buffer.settle(take(buffer));
    for (int i = 0; i < 30; i++) {
      Records.append(buffer, record(i, 40));
    }
    assertThat(trail.lines()).hasSize(2);
  }

  @Test
  void theNewestRecordIsDroppedWhereEverythingElseIsInFlight() {
    LogBuffer buffer = buffer(100, 10, 10, 100);
    Records.append(buffer, record(1, 90));
    Batch inFlight = take(buffer);
    Records.append(buffer, record(2, 20));

    assertThat(ledger.dropped(LossReason.BUFFER_FULL)).isEqualTo(1);
    assertThat(Records.of(inFlight)).containsExactly(record(1, 90));
    assertThat(buffer.take()).isNull();
    assertThat(buffer.held()).isEqualTo(1);
    assertBalanced(buffer);
  }

  @Test
  void aRecordAsLargeAsTheBufferFits() {
    LogBuffer buffer = buffer(100, 10, 10, 25);
    Records.append(buffer, "1", record(2, 100));

    assertThat(drain(buffer)).containsExactly(record(2, 100));
    assertThat(ledger.dropped(LossReason.BUFFER_FULL)).isEqualTo(1);
  }

  @Test
  void aRecordLargerThanTheBufferIsDroppedWithoutTouchingOthers() {
    LogBuffer buffer = buffer(100, 10, 10, 25);
    Records.append(buffer, "1", record(2, 101), "3");

    assertThat(drain(buffer)).containsExactly("1", "3");
    assertThat(ledger.dropped(LossReason.RECORD_TOO_LARGE)).isEqualTo(1);
    assertThat(trail.lines())
        .containsExactly(
            "WARN A record of 101 bytes is larger than the buffer of 100 bytes and is dropped:"
                + " O2_MAX_BUFFER_SIZE_MB sets its size");
  }

  @Test
  void neverHoldsMoreThanItsSizeThoseInFlightIncluded() {
    LogBuffer buffer = buffer(100, 5, 5, 40);
    int heldBytes = 0;
    List<Batch> inFlight = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Records.append(buffer, record(i, 9));
      @Nullable Batch batch = i % 7 == 0 ? buffer.take() : null;
      if (batch != null) {
        inFlight.add(batch);
      }
    }
    for (@Nullable Batch batch = buffer.take(); batch != null; batch = buffer.take()) {
      inFlight.add(batch);
    }
    for (Batch batch : inFlight) {
      heldBytes += batch.length();
    }

    assertThat(heldBytes).isLessThanOrEqualTo(100).isGreaterThan(60);
    assertBalanced(buffer);
  }

  @Test
  void separatorsTakeRoomToo() {
    LogBuffer fits = buffer(100, 10, 10, 100);
    Records.append(fits, record(1, 50), record(2, 49));
    assertThat(ledger.dropped()).isZero();

    LogBuffer full = buffer(100, 10, 10, 100);
    Records.append(full, record(1, 50), record(2, 50));
    assertThat(drain(full)).containsExactly(record(2, 50));
  }

  @Test
  void isUnderPressureWhenMoreThanHalfIsUsed() {
    LogBuffer buffer = buffer(100, 10, 10, 100);
    Records.append(buffer, record(1, 50));
    assertThat(buffer.underPressure()).isFalse();
    Batch batch = take(buffer);
    Records.append(buffer, "2");
    assertThat(buffer.underPressure()).isTrue();
    buffer.settle(batch);
    assertThat(buffer.underPressure()).isFalse();
  }

  @Test
  void everythingThatWaitsCanBeDropped() {
    LogBuffer buffer = roomy(2);
    Records.append(buffer, "1", "2", "3", "4", "5");
    Batch inFlight = take(buffer);

    buffer.dropAll(LossReason.SHUTDOWN);

    assertThat(ledger.dropped(LossReason.SHUTDOWN)).isEqualTo(3);
    assertThat(buffer.isEmpty()).isTrue();
    assertThat(buffer.held()).isEqualTo(inFlight.records());
    assertBalanced(buffer);
  }

  @Test
  void knowsWhichRecordsAreSettled() {
    LogBuffer buffer = roomy(1);
    Records.append(buffer, "1", "2");
    long afterTwo = buffer.nextSequence();
    Records.append(buffer, "3");
    assertThat(buffer.hasWaitingBefore(afterTwo)).isTrue();

    Batch one = take(buffer);
    Batch two = take(buffer);
    assertThat(buffer.hasWaitingBefore(afterTwo)).isFalse();
    assertThat(buffer.settledBefore(afterTwo)).isFalse();
    buffer.settle(one);
    assertThat(buffer.settledBefore(afterTwo)).isFalse();
    buffer.settle(two);
    assertThat(buffer.settledBefore(afterTwo)).isTrue();
    assertThat(buffer.settledBefore(buffer.nextSequence())).isFalse();
  }

  @Test
  void aBatchGivenBackIsUnsettledAgain() {
    LogBuffer buffer = roomy(5);
    Records.append(buffer, "1", "2");
    long target = buffer.nextSequence();
    buffer.giveBack(take(buffer));

    assertThat(buffer.hasWaitingBefore(target)).isTrue();
    assertThat(buffer.settledBefore(target)).isFalse();
  }

  @Test
  void aBatchIsQuietWhereAllOfItIsOfExtensions() {
    LogBuffer buffer = roomy(2);
    Records.append(buffer, "1", true);
    Records.append(buffer, "2", true);
    Records.append(buffer, "3", true);
    Records.append(buffer, "4", false);

    assertThat(take(buffer).quiet()).isTrue();
    Batch mixed = take(buffer);
    assertThat(mixed.quiet()).isFalse();
    assertThat(mixed.firstHalf().quiet()).isFalse();
  }

  @Test
  void roomIsThereAtOnceWhereTheBufferIsNotFull() throws InterruptedException {
    LogBuffer buffer = buffer(100, 1, 1, 100);
    Records.append(buffer, record(1, 50));
    take(buffer);

    // Would reach the class's time-out if it waited.
    buffer.awaitRoom(50, Duration.ofDays(1));
  }

  @Test
  void nobodyWaitsForRoomThatNobodyMakes() throws InterruptedException {
    LogBuffer nothingInFlight = buffer(100, 1, 1, 100);
    Records.append(nothingInFlight, record(1, 90));
    nothingInFlight.awaitRoom(50, Duration.ofDays(1));

    LogBuffer stuck = buffer(100, 1, 1, 100);
    Records.append(stuck, record(1, 90));
    take(stuck);
    stuck.deliveryAdvances(false);
    stuck.awaitRoom(50, Duration.ofDays(1));
  }

  @Test
  void theWaitForRoomEndsWhenTheTimeIsUp() throws InterruptedException {
    LogBuffer buffer = buffer(100, 1, 1, 100);
    Records.append(buffer, record(1, 90));
    take(buffer);

    buffer.awaitRoom(50, Duration.ofMillis(1));

    assertThat(buffer.held()).isEqualTo(1);
  }

  @Test
  void theWaitForRoomEndsWhenABatchIsDelivered() throws InterruptedException {
    LogBuffer buffer = buffer(100, 1, 1, 100);
    Records.append(buffer, record(1, 90));
    Batch batch = take(buffer);
    CountDownLatch through = new CountDownLatch(1);
    Thread waiter =
        Thread.ofPlatform()
            .start(() -> {
              try {
                buffer.awaitRoom(50, Duration.ofDays(1));
                through.countDown();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    awaitWaiting(waiter);
    assertThat(through.getCount()).isEqualTo(1);

    buffer.settle(batch);

    assertThat(through.await(LONG.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
  }

  @Test
  void theWaitForRoomEndsWhenDeliveryNoLongerAdvances() throws InterruptedException {
    LogBuffer buffer = buffer(100, 1, 1, 100);
    Records.append(buffer, record(1, 90));
    take(buffer);
    Thread waiter =
        Thread.ofPlatform()
            .start(() -> {
              try {
                buffer.awaitRoom(50, Duration.ofDays(1));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    awaitWaiting(waiter);

    buffer.deliveryAdvances(false);

    assertThat(waiter.join(LONG)).isTrue();
  }

  /// Until the thread waits with a time-out.
  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }
}
