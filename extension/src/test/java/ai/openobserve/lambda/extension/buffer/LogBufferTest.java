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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class LogBufferTest {
  private static final int ROOM = 100_000;
  private static final Duration LONG = Duration.ofSeconds(15);

  private final Ledger ledger = new Ledger();
  private final LogTrail trail = new LogTrail();

  /// How long was waited where [#timed] is asked for room, all waits together.
  private Duration waited = Duration.ZERO;

  private LogBuffer buffer(int maxBytes, int ready, int mostRecords, int mostBytes) {
    return new LogBuffer(
        maxBytes, new BatchLimits(ready, mostRecords, mostBytes), ledger, trail.log());
  }

  /// A buffer under which all of a wait passes at once; full, with a batch in flight.
  private LogBuffer timed() {
    LogBuffer buffer = timed(new BatchLimits(1, 1, 10_000));
    Records.append(buffer, record(1, 8000));
    take(buffer);
    return buffer;
  }

  private LogBuffer timed(BatchLimits limits) {
    return new LogBuffer(
        10_000,
        limits,
        ledger,
        trail.log(),
        (_, nanos) -> {
          waited = waited.plusNanos(nanos);
          return 0;
        });
  }

  private LogBuffer roomy(int mostRecords) {
    return buffer(ROOM, mostRecords, mostRecords, ROOM);
  }

  private static Batch take(LogBuffer buffer) {
    return Objects.requireNonNull(buffer.take());
  }

  private static void settle(LogBuffer buffer, Batch batch) {
    buffer.settle(batch, batch.records(), 0);
  }

  private static List<String> drain(LogBuffer buffer) {
    List<String> records = new ArrayList<>();
    for (@Nullable Batch batch = buffer.take(); batch != null; batch = buffer.take()) {
      records.addAll(Records.of(batch));
      settle(buffer, batch);
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
    assertThat(buffer.backlog()).isEqualTo(new Backlog(0, 0, false, false));
    assertThat(buffer.backlog().isEmpty()).isTrue();
    assertThat(buffer.held()).isZero();
    assertThat(buffer.heldBytes()).isZero();
  }

  @Test
  void anAppendedRecordIsACopy() {
    LogBuffer buffer = roomy(2);
    byte[] source = {'"', 'a', '"'};
    buffer.append(source, 0, 3, Reporting.LOGGED);
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
    assertThat(byRecords.backlog().ready()).isFalse();
    Records.append(byRecords, "3");
    assertThat(byRecords.backlog().ready()).isTrue();

    LogBuffer byBytes = buffer(ROOM, 100, 100, 20);
    Records.append(byBytes, record(1, 19));
    assertThat(byBytes.backlog().ready()).isFalse();
    Records.append(byBytes, "2");
    assertThat(byBytes.backlog().ready()).isTrue();
    take(byBytes);
    assertThat(byBytes.backlog().ready()).isFalse();
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
        settle(buffer, batch);
      }
    }

    assertThat(singles).containsExactly("1", "2", "3", "4", "5");
    assertThat(buffer.heldBytes()).isZero();
    assertThat(buffer.held()).isZero();
  }

  @Test
  void aHalfHoldsItsOwnMemoryAlone() {
    LogBuffer buffer = roomy(2);
    Records.append(buffer, record(1, 20_000), record(2, 20_000));
    Batch both = take(buffer);
    buffer.split(both);
    settle(buffer, take(buffer));

    assertThat(buffer.heldBytes()).isBetween(20_000L, 20_300L);
  }

  @Test
  void aBatchThatIsNotInFlightCannotBeSettledTwice() {
    LogBuffer buffer = roomy(2);
    Records.append(buffer, "1");
    Batch batch = take(buffer);
    settle(buffer, batch);

    assertThatThrownBy(() -> settle(buffer, batch)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> buffer.giveBack(batch)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theOldestBatchIsDroppedForARecordThatDoesNotFit() {
    LogBuffer buffer = buffer(10_000, 3, 3, 10_000);
    for (int i = 0; i < 10; i++) {
      Records.append(buffer, record(i, 1000));
    }

    List<String> kept = drain(buffer);
    assertThat(kept).extracting(text -> text.substring(0, 1)).endsWith("6", "7", "8", "9");
    assertThat(kept).hasSize(10 - (int) ledger.dropped(LossReason.BUFFER_FULL));
    assertThat(ledger.dropped(LossReason.BUFFER_FULL)).isEqualTo(3);
    assertThat(trail.lines()).containsExactly("WARN Log buffer full, dropping oldest batch");
  }

  @Test
  void droppingIsSaidOnce() {
    LogBuffer buffer = buffer(10_000, 1, 1, 10_000);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 30; i++) {
        Records.append(buffer, record(i, 4000));
      }
      settle(buffer, take(buffer));
    }

    assertThat(trail.lines()).hasSize(1);
  }

  @Test
  void theNewestRecordIsDroppedWhereEverythingElseIsInFlight() {
    LogBuffer buffer = buffer(10_000, 10, 10, 10_000);
    Records.append(buffer, record(1, 9000));
    Batch inFlight = take(buffer);
    Records.append(buffer, record(2, 2000));

    assertThat(ledger.dropped(LossReason.BUFFER_FULL)).isEqualTo(1);
    assertThat(Records.of(inFlight)).containsExactly(record(1, 9000));
    assertThat(buffer.take()).isNull();
    assertThat(buffer.held()).isEqualTo(1);
    assertBalanced(buffer);
  }

  @Test
  void aRecordThatCannotFitEvictsNothing() {
    LogBuffer buffer = buffer(10_000, 1, 1, 10_000);
    Records.append(buffer, record(1, 3000));
    take(buffer);
    Records.append(buffer, record(2, 1000), record(3, 1000), record(4, 8000));

    assertThat(ledger.dropped(LossReason.BUFFER_FULL)).isEqualTo(1);
    assertThat(drain(buffer)).containsExactly(record(2, 1000), record(3, 1000));
  }

  @Test
  void aRecordAsLargeAsTheBufferFits() {
    LogBuffer buffer = buffer(10_000, 10, 10, 2500);
    String large = record(2, 10_000 - Batch.OVERHEAD - 9 * Integer.BYTES);
    Records.append(buffer, "1", large);

    assertThat(drain(buffer)).containsExactly(large);
    assertThat(ledger.dropped(LossReason.BUFFER_FULL)).isEqualTo(1);
  }

  @Test
  void aRecordLargerThanTheBufferIsDroppedWithoutTouchingOthers() {
    LogBuffer buffer = buffer(10_000, 10, 10, 2500);
    Records.append(buffer, "1", record(2, 10_000), "3", record(4, 10_000));

    assertThat(drain(buffer)).containsExactly("1", "3");
    assertThat(ledger.dropped(LossReason.RECORD_TOO_LARGE)).isEqualTo(2);
    assertThat(trail.lines())
        .containsExactly(
            "WARN A record of 10000 bytes exceeds the buffer of 10000 bytes, dropping"
                + " it: raise O2_MAX_BUFFER_SIZE_MB");
  }

  @Test
  void neverHoldsMoreThanItsSizeThoseInFlightIncluded() {
    LogBuffer buffer = buffer(10_000, 5, 5, 4000);
    List<Batch> inFlight = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Records.append(buffer, record(i, 900));
      assertThat(buffer.heldBytes()).isLessThanOrEqualTo(10_000);
      @Nullable Batch batch = i % 7 == 0 ? buffer.take() : null;
      if (batch != null) {
        inFlight.add(batch);
      }
    }
    for (@Nullable Batch batch = buffer.take(); batch != null; batch = buffer.take()) {
      inFlight.add(batch);
    }

    assertThat(inFlight.stream().mapToLong(Batch::held).sum())
        .isEqualTo(buffer.heldBytes())
        .isLessThanOrEqualTo(10_000)
        .isGreaterThan(6000);
    assertBalanced(buffer);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 60, 300, 5000, 100_000})
  void whatItHoldsIsWhatItsArraysTake(int length) {
    int room = 4 << 20;
    LogBuffer buffer = buffer(room, 100, 2000, 1 << 18);
    byte[] bytes = record(1, length).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (int i = 0; i < 2 * room / length && i < 200_000; i++) {
      buffer.append(bytes, 0, length, Reporting.LOGGED);
      assertThat(buffer.heldBytes()).isLessThanOrEqualTo(room);
    }
    long arrays = 0;
    long payload = 0;
    for (@Nullable Batch batch = buffer.take(); batch != null; batch = buffer.take()) {
      arrays += batch.held();
      payload += batch.length();
      assertThat(batch.held())
          .as("little is held in vain")
          .isLessThan(Batch.OVERHEAD + batch.length() * 9L / 8 + batch.records() * 5L + 64);
    }

    assertThat(arrays).isEqualTo(buffer.heldBytes());
    assertThat(payload).isPositive();
  }

  @Test
  void aBatchTakesTheMemoryOfItsPredecessorAtOnceAndNoMoreThanIsFree() {
    LogBuffer buffer = buffer(10_000, 10, 10, 4000);
    appendMany(buffer, 0, 10);
    settle(buffer, take(buffer));
    appendMany(buffer, 10, 1);
    assertThat(buffer.heldBytes()).as("as long as the last one").isBetween(3100L, 3500L);

    appendMany(buffer, 11, 20);
    assertThat(buffer.heldBytes()).isBetween(9400L, 10_000L);
    assertThat(ledger.dropped()).isZero();
    assertThat(drain(buffer)).hasSize(21);
    appendMany(buffer, 31, 1);
    settle(buffer, take(buffer));
    appendMany(buffer, 32, 1);
    assertThat(buffer.heldBytes()).as("after a short one").isLessThan(700);
  }

  /// Memory that the next records will use is room.
  @Test
  void telemetryIsNotHeldForMemoryThatTheOpenBatchHasToSpare() throws InterruptedException {
    LogBuffer buffer = timed(new BatchLimits(10, 10, 4000));
    appendMany(buffer, 0, 20);
    Batch inFlight = take(buffer);
    settle(buffer, take(buffer));
    appendMany(buffer, 20, 1);
    assertThat(buffer.heldBytes()).isGreaterThan(6000);

    buffer.holds().awaitRoom(6000, LONG);

    assertThat(waited).isZero();
    assertThat(Records.of(inFlight)).hasSize(10);
  }

  private static void appendMany(LogBuffer buffer, int from, int count) {
    for (int i = from; i < from + count; i++) {
      Records.append(buffer, record(i, 300));
    }
  }

  @Test
  void isPressingWhenMoreThanHalfIsUsed() {
    LogBuffer buffer = buffer(10_000, 10, 10, 10_000);
    Records.append(buffer, record(1, 4000));
    assertThat(buffer.backlog().pressing()).isFalse();
    Batch batch = take(buffer);
    Records.append(buffer, "2");
    assertThat(buffer.backlog().pressing()).isTrue();
    settle(buffer, batch);
    assertThat(buffer.backlog().pressing()).isFalse();
  }

  @Test
  void atTheEndWhatWaitsIsDroppedAndWhatIsInFlightIsUnconfirmed() {
    LogBuffer buffer = roomy(2);
    Records.append(buffer, "1", "2", "3", "4", "5");
    take(buffer);

    buffer.close(LossReason.SHUTDOWN);

    assertThat(ledger.dropped(LossReason.SHUTDOWN)).isEqualTo(3);
    assertThat(ledger.unconfirmed()).isEqualTo(2);
    assertThat(buffer.backlog().isEmpty()).isTrue();
    assertThat(buffer.held()).isZero();
    assertThat(ledger.summary())
        .isEqualTo(
            "5 received, 0 delivered, 3 dropped (not delivered before shutdown 3), 2 unconfirmed,"
                + " 0 held");
  }

  @Test
  void aBatchIsSettledAsAWhole() {
    LogBuffer buffer = roomy(3);
    Records.append(buffer, "1", "2", "3");
    Batch batch = take(buffer);
    assertThatThrownBy(() -> buffer.settle(batch, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);

    buffer.settle(batch, 2, 1);

    assertThat(ledger.delivered()).isEqualTo(2);
    assertThat(ledger.dropped(LossReason.NOT_STORED)).isEqualTo(1);
    assertBalanced(buffer);
  }

  @Test
  void knowsWhatWaits() {
    LogBuffer buffer = roomy(1);
    Records.append(buffer, "1", "2");
    long afterTwo = buffer.backlog().next();
    Records.append(buffer, "3");
    assertThat(buffer.backlog().hasBefore(afterTwo)).isTrue();

    take(buffer);
    Batch two = take(buffer);
    assertThat(buffer.backlog().hasBefore(afterTwo)).isFalse();
    assertThat(buffer.backlog().hasBefore(afterTwo + 1)).isTrue();
    buffer.giveBack(two);
    assertThat(buffer.backlog().hasBefore(afterTwo)).isTrue();
  }

  @Test
  void payloadsOfOtherKindsTravelByThemselvesInTheSameOrder() {
    Destination traces = new Destination("/v1/traces", "application/x-protobuf", false);
    LogBuffer buffer = roomy(10);
    Records.append(buffer, "1", "2");
    buffer.append(traces, new byte[] {7, 8}, 0, 2, Reporting.LOGGED);
    buffer.append(traces, new byte[] {9}, 0, 1, Reporting.LOGGED);
    Records.append(buffer, "3");

    assertThat(Records.of(take(buffer))).containsExactly("1", "2");
    Batch first = take(buffer);
    assertThat(first.destination()).isEqualTo(traces);
    assertThat(first.splittable()).isFalse();
    assertThat(first.length()).isEqualTo(2);
    assertThat(take(buffer).length()).isEqualTo(1);
    assertThat(Records.of(take(buffer))).containsExactly("3");
    assertThat(ledger.received()).isEqualTo(5);
  }

  @Test
  void marksOfABatchAreThoseOfItsHalves() {
    LogBuffer buffer = roomy(10);
    Records.append(buffer, "1", "2");
    Batch batch = take(buffer);
    assertThat(batch.othersPassed(5)).as("not suspected").isFalse();
    Batch marked = batch.suspected(5).hungUpOn(7);
    buffer.giveBack(marked);
    buffer.split(take(buffer));
    Batch half = take(buffer);

    assertThat(half.hangUps()).isEqualTo(1);
    assertThat(half.othersPassed(5)).isFalse();
    assertThat(half.othersPassed(6)).isTrue();
  }

  @Test
  void aBatchGivenBackIsUnsettledAgain() {
    LogBuffer buffer = roomy(5);
    Records.append(buffer, "1", "2");
    long target = buffer.backlog().next();
    buffer.giveBack(take(buffer));

    assertThat(buffer.backlog().hasBefore(target)).isTrue();
  }

  @Test
  void aBatchIsQuietWhereAllOfItIsOfExtensions() {
    LogBuffer buffer = roomy(2);
    Records.append(buffer, "1", Reporting.QUIET);
    Records.append(buffer, "2", Reporting.QUIET);
    Records.append(buffer, "3", Reporting.QUIET);
    Records.append(buffer, "4", Reporting.LOGGED);

    assertThat(take(buffer).quiet()).isTrue();
    Batch mixed = take(buffer);
    assertThat(mixed.quiet()).isFalse();
  }

  @Test
  void roomIsThereAtOnceWhereTheBufferIsNotFull() throws InterruptedException {
    LogBuffer buffer = buffer(10_000, 1, 1, 10_000);
    Records.append(buffer, record(1, 4000));
    take(buffer);

    // Would reach the class's time-out if it waited.
    buffer.holds().awaitRoom(5000, Duration.ofDays(1));
  }

  @Test
  void nobodyWaitsForRoomThatNobodyMakes() throws InterruptedException {
    LogBuffer nothingInFlight = buffer(10_000, 1, 1, 10_000);
    Records.append(nothingInFlight, record(1, 8000));
    nothingInFlight.holds().awaitRoom(5000, Duration.ofDays(1));

    LogBuffer stuck = buffer(10_000, 1, 1, 10_000);
    Records.append(stuck, record(1, 8000));
    take(stuck);
    stuck.holds().deliveryAdvances(false);
    stuck.holds().awaitRoom(5000, Duration.ofDays(1));
  }

  @Test
  void theWaitForRoomEndsWhenTheTimeIsUp() throws InterruptedException {
    LogBuffer buffer = timed();

    buffer.holds().awaitRoom(5000, Duration.ofMillis(200));

    assertThat(waited).isEqualTo(Duration.ofMillis(200));
    assertThat(buffer.held()).isEqualTo(1);
  }

  @Test
  void theWaitForRoomEndsWhenABatchIsDelivered() throws InterruptedException {
    LogBuffer buffer = buffer(10_000, 1, 1, 10_000);
    Records.append(buffer, record(1, 8000));
    Batch batch = take(buffer);
    CountDownLatch through = new CountDownLatch(1);
    Thread waiter =
        Thread.ofPlatform()
            .start(() -> {
              try {
                buffer.holds().awaitRoom(5000, Duration.ofDays(1));
                through.countDown();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    awaitWaiting(waiter);
    assertThat(through.getCount()).isEqualTo(1);

    settle(buffer, batch);

    assertThat(through.await(LONG.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
  }

  @Test
  void theWaitForRoomEndsWhenDeliveryNoLongerAdvances() throws InterruptedException {
    LogBuffer buffer = buffer(10_000, 1, 1, 10_000);
    Records.append(buffer, record(1, 8000));
    take(buffer);
    Thread waiter =
        Thread.ofPlatform()
            .start(() -> {
              try {
                buffer.holds().awaitRoom(5000, Duration.ofDays(1));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    awaitWaiting(waiter);

    buffer.holds().deliveryAdvances(false);

    assertThat(waiter.join(LONG)).isTrue();
  }

  /// Until the thread waits with a time-out.
  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void allWaitsForRoomTogetherTakeNoLongerThanAllowed() throws InterruptedException {
    LogBuffer buffer = timed();
    buffer.holds().allow(Duration.ofMillis(500));
    for (int i = 0; i < 1000; i++) {
      buffer.holds().awaitRoom(5000, Duration.ofMillis(200));
    }

    assertThat(waited).isEqualTo(Duration.ofMillis(500));
    assertThat(buffer.holds().left()).isZero();
    buffer.holds().allow(Duration.ofMillis(30));
    assertThat(buffer.holds().left()).isEqualTo(Duration.ofMillis(30));
  }
}
