package ai.openobserve.lambda.extension.flush;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.buffer.LossReason;
import ai.openobserve.lambda.extension.config.FlushStrategy;
import ai.openobserve.lambda.extension.delivery.Outcome;
import ai.openobserve.lambda.extension.flush.FakeSender.Attempt;
import ai.openobserve.lambda.extension.testing.LogTrail;
import ai.openobserve.lambda.extension.testing.Records;
import ai.openobserve.lambda.extension.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The flusher with a fake sender and a clock that is moved by hand. Where something must not wait,
/// it is given more patience than the class's time-out: waiting is failing.
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class FlusherTest {
  private static final Duration FOREVER = Duration.ofHours(1);
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final int ROOM = 100_000;

  private final SettableClock clock = new SettableClock();
  private final Ledger ledger = new Ledger();
  private final LogTrail trail = new LogTrail();
  private final FakeSender sender = new FakeSender();
  private LogBuffer buffer =
      new LogBuffer(ROOM, new BatchLimits(100, 2000, 20_000), ledger, trail.log());
  private Flusher flusher = flusher(INTERVAL, clock::nanos);

  private Flusher flusher(Duration interval, LongSupplier nanos) {
    return new Flusher(buffer, sender, ledger, interval, nanos, trail.log());
  }

  /// Batches of at most this many records.
  private void batchesOf(int records) {
    buffer = new LogBuffer(ROOM, new BatchLimits(records, records, 20_000), ledger, trail.log());
    flusher = flusher(INTERVAL, clock::nanos);
  }

  private void arrive(String... records) {
    Records.append(buffer, records);
    flusher.recordsArrived();
  }

  private void arrive(int count) {
    for (int i = 0; i < count; i++) {
      Records.append(buffer, "\"" + i + "\"");
    }
    flusher.recordsArrived();
  }

  /// A flush in another thread.
  private FutureTask<Boolean> flushing(Duration most) {
    FutureTask<Boolean> flush =
        new FutureTask<>(() -> {
          flusher.flush(most);
          return true;
        });
    Thread.ofPlatform().daemon().start(flush);
    return flush;
  }

  /// The whole end: what is there, and what came meanwhile.
  private boolean finish(Duration most) throws InterruptedException {
    flusher.flushBy(most);
    return flusher.finish();
  }

  private FutureTask<Boolean> finishing(Duration most) {
    FutureTask<Boolean> finish = new FutureTask<>(() -> finish(most));
    Thread.ofPlatform().daemon().start(finish);
    return finish;
  }

  /// Begins an invocation and waits until its connection is open.
  private void begin(FlushStrategy strategy) throws InterruptedException {
    flusher.begin(strategy);
    sender.awaitWarmUp();
  }

  private void awaitSettled() {
    while (buffer.held() > 0) {
      Thread.onSpinWait();
    }
  }

  private void assertBalanced() {
    assertThat(ledger.delivered() + ledger.dropped() + buffer.held()).isEqualTo(ledger.received());
  }

  // Strategies

  @Test
  void anInvocationOpensAConnectionWhileTheFunctionWorks() throws InterruptedException {
    begin(FlushStrategy.END);
    begin(FlushStrategy.CONTINUOUS);
  }

  @Test
  void followingAStrategyAsksTheBackendNothing() throws Exception {
    flusher.follow(FlushStrategy.CONTINUOUS);
    sender.acceptAll();
    arrive(100);
    awaitSettled();

    assertThat(sender.warmUps()).isZero();
  }

  @Test
  void atTheEndOfTheInvocationEverythingGoesInOneRequest() throws Exception {
    begin(FlushStrategy.END);
    // Enough for several requests, were they not kept for the end.
    for (int i = 0; i < 5; i++) {
      arrive(100);
    }
    clock.advance(INTERVAL.multipliedBy(3));
    arrive(1);
    assertThat(sender.attempts()).isEmpty();

    FutureTask<Boolean> flush = flushing(FOREVER);
    Attempt attempt = sender.next();
    assertThat(attempt.records()).hasSize(501);
    assertThat(flush.isDone()).isFalse();
    attempt.accept();

    flush.get();
    assertThat(sender.attempts()).hasSize(1);
    assertThat(ledger.delivered()).isEqualTo(501);
  }

  @ParameterizedTest
  @EnumSource(value = FlushStrategy.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
  void aFlushDeliversWhateverTheStrategy(FlushStrategy strategy) throws Exception {
    begin(strategy);
    sender.acceptAll();
    arrive("1", "2");

    flusher.flush(FOREVER);

    assertThat(ledger.delivered()).isEqualTo(2);
    assertThat(buffer.isEmpty()).isTrue();
  }

  @Test
  void aFlushOfNothingReturnsAtOnce() throws InterruptedException {
    flusher.flush(FOREVER);
    begin(FlushStrategy.END);
    flusher.flush(FOREVER);

    assertThat(sender.attempts()).isEmpty();
    assertThat(trail.lines()).isEmpty();
  }

  @Test
  void aFlushDoesNotWaitForWhatComesAfterItBegan() throws Exception {
    begin(FlushStrategy.END);
    arrive("1");
    FutureTask<Boolean> flush = flushing(FOREVER);
    Attempt first = sender.next();
    arrive("2");
    first.accept();

    flush.get();
    assertThat(buffer.held()).isEqualTo(1);
  }

  @Test
  void continuouslyAFullBatchGoesAtOnceAndALesserOneWaits() throws Exception {
    begin(FlushStrategy.CONTINUOUS);
    arrive(99);
    assertThat(sender.attempts()).isEmpty();
    arrive("\"100\"");

    Attempt attempt = sender.next();
    assertThat(attempt.records()).hasSize(100);
    attempt.accept();
    awaitSettled();
  }

  @ParameterizedTest
  @EnumSource(
      value = FlushStrategy.class,
      names = {"CONTINUOUS", "PERIODIC"})
  void whenTheTimeHasComeALesserBatchGoesToo(FlushStrategy strategy) throws Exception {
    begin(strategy);
    arrive("1");
    clock.advance(INTERVAL.minusNanos(1));
    arrive("2");
    assertThat(sender.attempts()).isEmpty();
    clock.advance(Duration.ofNanos(1));
    arrive("3");

    Attempt attempt = sender.next();
    assertThat(attempt.records()).containsExactly("1", "2", "3");
    attempt.accept();
    awaitSettled();

    arrive("4");
    clock.advance(INTERVAL);
    arrive("5");
    assertThat(sender.next().records()).containsExactly("4", "5");
  }

  @ParameterizedTest
  @EnumSource(
      value = FlushStrategy.class,
      names = {"CONTINUOUS", "PERIODIC"})
  void theTimerNeedsNoFurtherTelemetry(FlushStrategy strategy) throws Exception {
    flusher = flusher(Duration.ofMillis(20), System::nanoTime);
    sender.acceptAll();
    begin(strategy);
    Records.append(buffer, "1");

    awaitSettled();
    assertThat(ledger.delivered()).isEqualTo(1);
  }

  @Test
  void theTimerGoesOnFromOneInvocationToTheNext() throws Exception {
    begin(FlushStrategy.CONTINUOUS);
    arrive("1");
    clock.advance(INTERVAL.dividedBy(2));
    begin(FlushStrategy.CONTINUOUS);
    clock.advance(INTERVAL.dividedBy(2));
    arrive("2");

    assertThat(sender.next().records()).containsExactly("1", "2");
  }

  @Test
  void aBufferThatIsHalfFullIsEmptiedWhateverTheStrategy() throws Exception {
    begin(FlushStrategy.END);
    sender.acceptAll();
    for (int i = 0; i < 60; i++) {
      arrive("\"" + "x".repeat(998) + "\"");
    }

    while (ledger.delivered() == 0) {
      Thread.onSpinWait();
    }
    assertThat(ledger.dropped()).isZero();
  }

  @Test
  void aBacklogGoesInSeveralRequestsAtOnceButNotInAnyNumber() throws Exception {
    batchesOf(10);
    begin(FlushStrategy.END);
    arrive(100);
    FutureTask<Boolean> flush = flushing(FOREVER);
    List<Attempt> underWay = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      underWay.add(sender.next());
    }
    assertThat(sender.waiting()).isZero();

    // One that comes back makes room for one more.
    underWay.removeFirst().accept();
    underWay.add(sender.next());
    assertThat(sender.attempts()).hasSize(5);

    sender.acceptAll();
    underWay.forEach(Attempt::accept);
    flush.get();
    assertThat(ledger.delivered()).isEqualTo(100);
    assertThat(trail.lines()).containsExactly("INFO Successfully sent 100 logs to OpenObserve");
  }

  @Test
  void aFlushInTheBackgroundDoesNotWait() throws Exception {
    begin(FlushStrategy.END);
    arrive("1");

    flusher.flushInBackground();

    sender.next().accept();
    awaitSettled();
  }

  // A backend that fails

  @Test
  void aBackendThatHangsCostsTheBudgetOnceAndThenNothing() throws Exception {
    begin(FlushStrategy.END);
    arrive("1");
    flusher.flush(Duration.ofMillis(50));
    Attempt hanging = sender.next();
    assertThat(hanging.outcome()).isNotDone();

    for (int i = 0; i < 10; i++) {
      flusher.begin(FlushStrategy.END);
      arrive("\"more\"");
      flusher.flush(FOREVER);
    }

    assertThat(sender.attempts()).as("one request at a time asks").hasSize(1);
    assertThat(ledger.dropped()).isZero();
    sender.acceptAll();
    hanging.accept();
    flusher.flush(FOREVER);
    awaitSettled();
    assertThat(ledger.delivered()).isEqualTo(11);
  }

  @Test
  void aFlushWithoutPatienceLeavesTheRequestUnderWay() throws Exception {
    begin(FlushStrategy.END);
    arrive("1");
    flusher.flush(Duration.ZERO);

    sender.next().accept();
    awaitSettled();
    assertThat(ledger.delivered()).isEqualTo(1);
  }

  @Test
  void aSlowBackendIsNotTakenForOneThatHangs() throws Exception {
    batchesOf(1);
    begin(FlushStrategy.END);
    arrive("1", "2", "3", "4", "5", "6");
    FutureTask<Boolean> flush = flushing(Duration.ofMillis(1500));
    sender.next().accept();
    flush.get();

    // The next flush still waits: for what is under way and for the rest.
    FutureTask<Boolean> second = flushing(FOREVER);
    awaitWaiting(second, "flush");
    for (int i = 0; i < 5; i++) {
      sender.next().accept();
    }
    second.get();
    assertThat(ledger.delivered()).isEqualTo(6);
  }

  @Test
  void aBackOffThatIsLongerThanTheBudgetIsNotWaitedFor() throws Exception {
    begin(FlushStrategy.END);
    arrive("1");
    FutureTask<Boolean> flush = flushing(FOREVER);
    Attempt attempt = sender.next();
    attempt.scheduled().accept(FOREVER.plusSeconds(1));

    flush.get();
    // The retry goes on while the function works and may still succeed.
    attempt.accept();
    awaitSettled();
    assertThat(ledger.delivered()).isEqualTo(1);
  }

  @Test
  void noBackOffIsWaitedForUnlessItIsAMatterOfMoments() throws Exception {
    begin(FlushStrategy.END);
    arrive("1");
    FutureTask<Boolean> flush = flushing(FOREVER);
    Attempt attempt = sender.next();
    attempt.scheduled().accept(Duration.ofMillis(20));
    assertThat(flush.isDone()).isFalse();
    attempt.accept();
    flush.get();
    assertThat(ledger.delivered()).isEqualTo(1);

    arrive("2");
    FutureTask<Boolean> second = flushing(FOREVER);
    // The default back-off is a little shorter than the default budget.
    sender.next().scheduled().accept(Duration.ofMillis(750));
    second.get();
    assertThat(buffer.held()).isEqualTo(1);
  }

  @Test
  void aBackendThatRefusesConnectionsCostsNothing() throws Exception {
    sender.answerBy(batch -> new Outcome.Unavailable("Connection refused", Duration.ZERO));
    begin(FlushStrategy.END);
    for (int i = 0; i < 20; i++) {
      arrive("\"x\"");
      flusher.flush(FOREVER);
      flusher.begin(FlushStrategy.END);
    }

    assertThat(ledger.dropped()).isZero();
    assertThat(buffer.held()).isEqualTo(20);
    assertBalanced();
  }

  @Test
  void everyInvocationIsAnOccasionToLookWhetherTheBackendIsBack() throws Exception {
    begin(FlushStrategy.END);
    arrive("1");
    FutureTask<Boolean> flush = flushing(FOREVER);
    Attempt first = sender.next();
    assertThat(first.retries()).isTrue();
    first.fail();
    flush.get();

    flusher.begin(FlushStrategy.END);
    Attempt probe = sender.next();
    assertThat(probe.retries()).as("a probe is not retried").isFalse();
    assertThat(probe.records()).containsExactly("1");
    probe.fail();
    awaitFailures(2);

    sender.acceptAll();
    flusher.begin(FlushStrategy.END);
    awaitSettled();
    assertThat(ledger.delivered()).isEqualTo(1);
    assertThat(sender.warmUps()).as("no warm-up of a backend that fails").isZero();
  }

  /// Until as many attempts have failed and their records wait again.
  private void awaitFailures(int attempts) {
    while (sender.attempts().size() < attempts || !buffer.hasWaitingBefore(buffer.nextSequence())) {
      Thread.onSpinWait();
    }
  }

  @Test
  void afterItsRecoveryTheBackendIsTrustedAgain() throws Exception {
    begin(FlushStrategy.END);
    arrive("1");
    FutureTask<Boolean> flush = flushing(FOREVER);
    sender.next().fail();
    flush.get();
    flusher.begin(FlushStrategy.END);
    sender.next().accept();
    awaitSettled();

    arrive("2");
    FutureTask<Boolean> second = flushing(FOREVER);
    Attempt attempt = sender.next();
    assertThat(attempt.retries()).isTrue();
    assertThat(second.isDone()).isFalse();
    attempt.accept();
    second.get();
  }

  @Test
  void duringALongInvocationTheBackendIsAskedEveryInterval() throws Exception {
    flusher = flusher(Duration.ofMillis(20), System::nanoTime);
    begin(FlushStrategy.END);
    arrive("1");
    FutureTask<Boolean> flush = flushing(FOREVER);
    sender.next().fail();
    flush.get();

    for (int i = 0; i < 3; i++) {
      Attempt probe = sender.next();
      assertThat(probe.retries()).isFalse();
      probe.fail();
    }
    sender.next().accept();
    awaitSettled();
  }

  @Test
  void aServerThatSaysWhenToComeBackIsNotAskedBefore() throws Exception {
    begin(FlushStrategy.END);
    arrive("1");
    FutureTask<Boolean> flush = flushing(FOREVER);
    sender.next().answer(new Outcome.Unavailable("busy", Duration.ofSeconds(100)));
    flush.get();
    sender.acceptAll();

    clock.advance(Duration.ofSeconds(100).minusNanos(1));
    flusher.begin(FlushStrategy.END);
    arrive("2");
    flusher.flush(FOREVER);
    assertThat(sender.attempts()).hasSize(1);

    clock.advance(Duration.ofNanos(1));
    flusher.begin(FlushStrategy.END);
    awaitSettled();
    assertThat(ledger.delivered()).isEqualTo(2);
  }

  @Test
  void whatFailedComesBackInItsOrder() throws Exception {
    batchesOf(2);
    begin(FlushStrategy.END);
    arrive("1", "2", "3", "4", "5", "6");
    FutureTask<Boolean> flush = flushing(FOREVER);
    List<Attempt> underWay = List.of(sender.next(), sender.next(), sender.next());
    underWay.get(2).fail();
    underWay.get(0).fail();
    underWay.get(1).fail();
    flush.get();

    sender.acceptAll();
    while (buffer.held() > 0) {
      flusher.begin(FlushStrategy.END);
    }
    List<String> second = new ArrayList<>();
    sender.attempts().stream().skip(3).forEach(attempt -> second.addAll(attempt.records()));
    assertThat(second.subList(0, 2)).containsExactly("1", "2");
    assertThat(second).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
  }

  @Test
  void anUnexpectedFailureOfTheSenderIsToldAndLosesNothing() throws Exception {
    sender.answerBy(batch -> {
      throw new IllegalStateException("a bug");
    });
    begin(FlushStrategy.END);
    arrive("1");
    flusher.flush(FOREVER);
    assertThat(trail.lines())
        .containsExactly(
            "ERROR Delivery failed unexpectedly: java.lang.IllegalStateException: a bug");

    sender.acceptAll();
    flusher.begin(FlushStrategy.END);
    awaitSettled();
    assertThat(ledger.delivered()).isEqualTo(1);
  }

  @Test
  void anUnexpectedFailureOfAWarmUpDoesNotEndDelivery() throws Exception {
    sender.failInWarmUp(new IllegalStateException("a bug"));
    sender.acceptAll();
    for (int i = 0; i < 10; i++) {
      begin(FlushStrategy.END);
      arrive("\"x\"");
      flusher.flush(FOREVER);
    }

    assertThat(ledger.delivered()).isEqualTo(10);
    assertThat(trail.lines())
        .contains(
            "ERROR Opening a connection failed unexpectedly: java.lang.IllegalStateException: a"
                + " bug");
  }

  @Test
  void aWarmUpThatHangsHoldsNoDelivery() throws Exception {
    CountDownLatch warm = new CountDownLatch(1);
    sender.hangInWarmUpUntil(warm);
    sender.acceptAll();
    begin(FlushStrategy.END);
    arrive("1");
    flusher.flush(FOREVER);
    assertThat(ledger.delivered()).isEqualTo(1);

    warm.countDown();
    trail.awaitLine("INFO Successfully sent 1 logs", Duration.ofSeconds(10));
  }

  // A backend that refuses

  @Test
  void aRefusalIsToldOnceDroppedAndRarelyTriedAgain() throws Exception {
    begin(FlushStrategy.END);
    sender.answerBy(batch -> new Outcome.Refused(401, "Unauthorized"));
    for (int i = 0; i < 10; i++) {
      arrive("\"x\"");
      flusher.flush(FOREVER);
      clock.advance(Duration.ofSeconds(5));
      flusher.begin(FlushStrategy.END);
    }

    assertThat(sender.attempts()).hasSize(1);
    assertThat(ledger.dropped(LossReason.REQUEST_REFUSED)).isEqualTo(1);
    assertThat(trail.lines())
        .containsExactly(
            "ERROR OpenObserve request failed with status 401: Unauthorized. Check"
                + " O2_AUTHORIZATION_HEADER and that it may write to O2_ORGANIZATION_ID");

    clock.advance(Duration.ofSeconds(60));
    flusher.begin(FlushStrategy.END);
    awaitSettled();
    flusher.flush(Duration.ZERO);
    assertThat(sender.attempts()).hasSize(2);
    assertThat(trail.lines()).hasSize(1);
  }

  @Test
  void aRefusalThatWasMendedIsForgotten() throws Exception {
    begin(FlushStrategy.END);
    sender.answerBy(batch -> new Outcome.Refused(401, "Unauthorized"));
    arrive("1");
    flusher.flush(FOREVER);
    sender.acceptAll();
    clock.advance(Duration.ofSeconds(61));
    arrive("2");
    flusher.begin(FlushStrategy.END);
    awaitSettled();
    assertThat(ledger.delivered()).isEqualTo(1);

    sender.answerBy(batch -> new Outcome.Refused(404, "Not Found"));
    arrive("3");
    flusher.flush(FOREVER);
    assertThat(trail.lines())
        .last()
        .isEqualTo(
            "ERROR OpenObserve request failed with status 404: Not Found. Check"
                + " O2_ORGANIZATION_ID and the path of O2_ENDPOINT");
  }

  // Records that cannot be sent

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 100})
  void aPoisonRecordIsFoundAndDroppedAlone(int records) throws Exception {
    int poison = records * 2 / 3;
    sender.answerBy(batch ->
        Records.of(batch).contains("\"" + poison + "\"")
            ? new Outcome.Malformed("Bad Request")
            : FakeSender.accepted(batch));
    begin(FlushStrategy.END);
    arrive(records);

    flusher.flush(FOREVER);

    assertThat(ledger.dropped(LossReason.MALFORMED)).isEqualTo(1);
    assertThat(ledger.delivered()).isEqualTo(records - 1);
    assertThat(trail.lines())
        .filteredOn(line -> line.startsWith("WARN"))
        .singleElement()
        .asString()
        .startsWith("WARN A record of ")
        .endsWith(" bytes is dropped: OpenObserve answered 400: Bad Request");
  }

  @Test
  void severalPoisonRecordsAreFoundEachByItself() throws Exception {
    sender.answerBy(batch ->
        Records.of(batch).stream().anyMatch(text -> text.endsWith("7\""))
            ? new Outcome.Malformed("Bad Request")
            : FakeSender.accepted(batch));
    begin(FlushStrategy.END);
    arrive(240);

    flusher.flush(FOREVER);

    assertThat(ledger.dropped(LossReason.MALFORMED)).isEqualTo(24);
    assertThat(ledger.delivered()).isEqualTo(216);
    assertBalanced();
  }

  @Test
  void aRequestThatIsTooLargeIsSplitUntilItFits() throws Exception {
    sender.answerBy(
        batch -> batch.length() > 100 ? new Outcome.TooLarge() : FakeSender.accepted(batch));
    begin(FlushStrategy.CONTINUOUS);
    Records.append(buffer, "\"" + "y".repeat(200) + "\"");
    arrive(150);

    flusher.flush(FOREVER);

    assertThat(ledger.delivered()).isEqualTo(150);
    assertThat(ledger.dropped(LossReason.RECORD_TOO_LARGE)).isEqualTo(1);
    assertThat(trail.lines())
        .contains("WARN A record of 202 bytes is dropped: OpenObserve answered 413");
  }

  @Test
  void whatOpenObserveDidNotStoreIsCountedAndTold() throws Exception {
    sender.answerBy(batch -> new Outcome.Accepted(2, 1, "timestamp too old"));
    begin(FlushStrategy.END);
    arrive("1", "2", "3");

    flusher.flush(FOREVER);

    assertThat(ledger.delivered()).isEqualTo(2);
    assertThat(ledger.dropped(LossReason.NOT_STORED)).isEqualTo(1);
    trail.awaitLine("INFO", Duration.ofSeconds(10));
    assertThat(trail.lines())
        .containsExactly(
            "WARN OpenObserve did not store 1 of 3 logs: timestamp too old",
            "INFO Successfully sent 2 logs to OpenObserve");
  }

  // Lines

  @Test
  void aFlushIsToldInOneLine() throws Exception {
    batchesOf(10);
    sender.acceptAll();
    begin(FlushStrategy.END);
    arrive(95);
    flusher.flush(FOREVER);
    trail.awaitLine("INFO", Duration.ofSeconds(10));
    arrive(5);
    flusher.flush(FOREVER);

    assertThat(trail.lines())
        .containsExactly(
            "INFO Successfully sent 95 logs to OpenObserve",
            "INFO Successfully sent 5 logs to OpenObserve");
  }

  @Test
  void nothingIsToldAboutLinesOfExtensions() throws Exception {
    begin(FlushStrategy.END);
    for (Outcome outcome :
        List.of(
            new Outcome.Accepted(1, 0, ""),
            new Outcome.Accepted(0, 1, "too old"),
            new Outcome.Malformed("Bad Request"),
            new Outcome.TooLarge())) {
      sender.answerBy(batch -> outcome);
      Records.append(buffer, "\"INFO Successfully sent 1 logs to OpenObserve\"", true);
      flusher.flush(FOREVER);
    }

    assertThat(trail.lines()).isEmpty();
    assertBalanced();
  }

  // The end

  @Test
  void finishingDeliversEverything() throws Exception {
    sender.acceptAll();
    begin(FlushStrategy.CONTINUOUS);
    arrive("1", "2");

    assertThat(finish(FOREVER)).isTrue();

    assertThat(ledger.delivered()).isEqualTo(2);
    assertThat(sender.finishedBy()).isEqualTo(FOREVER);
  }

  @Test
  void finishingWithoutRecordsReturnsAtOnce() throws InterruptedException {
    assertThat(finish(FOREVER)).isTrue();
  }

  @Test
  void finishingTakesNoLongerThanItMayAndCountsWhatIsLost() throws Exception {
    batchesOf(1);
    begin(FlushStrategy.END);
    arrive("1", "2", "3", "4", "5", "6");

    assertThat(finish(Duration.ofMillis(50))).isFalse();

    assertThat(ledger.dropped(LossReason.SHUTDOWN)).isEqualTo(6);
    assertThat(ledger.summary())
        .isEqualTo("6 received, 0 delivered, 6 dropped (not delivered before shutdown 6), 0 held");
  }

  @Test
  void finishingGivesABackendThatFailedOneMoreTry() throws Exception {
    begin(FlushStrategy.END);
    sender.answerBy(batch -> new Outcome.Unavailable("busy", Duration.ofMinutes(10)));
    arrive("1");
    flusher.flush(FOREVER);
    sender.acceptAll();

    assertThat(finish(FOREVER)).isTrue();

    assertThat(ledger.delivered()).isEqualTo(1);
    assertThat(sender.attempts().getLast().retries()).isTrue();
  }

  @Test
  void finishingGivesUpOnABackendThatFailsThenToo() throws Exception {
    begin(FlushStrategy.END);
    sender.answerBy(batch -> new Outcome.Unavailable("down", Duration.ZERO));
    arrive("1", "2");

    assertThat(finish(FOREVER)).isFalse();

    assertThat(ledger.dropped(LossReason.SHUTDOWN)).isEqualTo(2);
  }

  @Test
  void aProbeThatFailsWhileWeFinishIsNotTheLastTry() throws Exception {
    begin(FlushStrategy.END);
    arrive("1");
    FutureTask<Boolean> flush = flushing(FOREVER);
    sender.next().fail();
    flush.get();
    flusher.begin(FlushStrategy.END);
    Attempt probe = sender.next();
    assertThat(probe.retries()).isFalse();

    FutureTask<Boolean> finish = finishing(FOREVER);
    while (sender.finishedBy() == null) {
      Thread.onSpinWait();
    }
    awaitWaiting(finish, "flushBy");
    probe.fail();

    Attempt last = sender.next();
    assertThat(last.retries()).isTrue();
    last.accept();
    assertThat(finish.get()).isTrue();
    assertThat(ledger.delivered()).isEqualTo(1);
  }

  /// Until the task waits in this method of the flusher; it must not return instead.
  private static void awaitWaiting(FutureTask<Boolean> task, String method) {
    while (Thread.getAllStackTraces().entrySet().stream()
        .noneMatch(entry ->
            entry.getKey().getState() == Thread.State.TIMED_WAITING
                && List.of(entry.getValue()).stream()
                    .anyMatch(frame -> frame.getMethodName().equals(method)))) {
      assertThat(task.isDone()).isFalse();
    }
  }

  @Test
  void aBatchPostponedForTheFinalFlushIsTriedAnew() throws Exception {
    begin(FlushStrategy.END);
    arrive("1");
    FutureTask<Boolean> flush = flushing(FOREVER);
    Attempt backingOff = sender.next();
    backingOff.scheduled().accept(FOREVER.multipliedBy(2));
    flush.get();

    FutureTask<Boolean> finish = finishing(FOREVER);
    awaitWaiting(finish, "flushBy");
    backingOff.answer(new Outcome.Postponed());
    Attempt anew = sender.next();
    assertThat(anew.retries()).isTrue();
    anew.accept();

    assertThat(finish.get()).isTrue();
  }

  @Test
  void aRefusalAtTheEndDropsAllAtOnce() throws Exception {
    batchesOf(1);
    sender.answerBy(batch -> new Outcome.Refused(403, "Forbidden"));
    begin(FlushStrategy.END);
    arrive(50);

    assertThat(finish(FOREVER)).isFalse();

    assertThat(ledger.dropped(LossReason.REQUEST_REFUSED)).isEqualTo(50);
    assertThat(sender.attempts().size()).isLessThanOrEqualTo(4);
    assertThat(trail.lines()).hasSize(1);
    assertBalanced();
  }

  @Test
  void whatComesWhileWeFinishIsDeliveredInTheTimeThatIsLeft() throws Exception {
    begin(FlushStrategy.END);
    arrive("1");
    FutureTask<Boolean> finish =
        new FutureTask<>(() -> {
          flusher.flushBy(Duration.ofSeconds(2));
          arrive("\"the last report\"");
          return flusher.finish();
        });
    Thread.ofPlatform().daemon().start(finish);
    sender.next().accept();
    Attempt second = sender.next();
    assertThat(second.records()).containsExactly("\"the last report\"");
    second.accept();

    assertThat(finish.get()).isTrue();
    assertThat(ledger.delivered()).isEqualTo(2);
  }

  @Test
  void nothingIsWaitedForWhenTheTimeIsUp() throws Exception {
    begin(FlushStrategy.END);
    arrive("1");
    flusher.flushBy(Duration.ofMillis(50));
    clock.advance(Duration.ofMillis(50));
    arrive("2");

    assertThat(flusher.finish()).isFalse();
    assertThat(ledger.dropped(LossReason.SHUTDOWN)).isEqualTo(2);
  }

  @Test
  void finishingSplitsToo() throws Exception {
    sender.answerBy(batch ->
        Records.of(batch).contains("\"3\"")
            ? new Outcome.Malformed("Bad Request")
            : FakeSender.accepted(batch));
    begin(FlushStrategy.END);
    arrive(8);

    assertThat(finish(FOREVER)).as("one is lost").isFalse();

    assertThat(ledger.delivered()).isEqualTo(7);
    assertBalanced();
  }
}
