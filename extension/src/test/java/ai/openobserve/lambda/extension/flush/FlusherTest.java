package ai.openobserve.lambda.extension.flush;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.LossReason;
import ai.openobserve.lambda.extension.buffer.Reporting;
import ai.openobserve.lambda.extension.config.FlushStrategy;
import ai.openobserve.lambda.extension.delivery.Outcome;
import ai.openobserve.lambda.extension.flush.World.Reply;
import ai.openobserve.lambda.extension.testing.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What delivery adds to invocations, loses, doubles and says, by what the backend does: in a world
/// on one thread, where a second takes no time.
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class FlusherTest {
  private static final Duration SHUTDOWN = Duration.ofMillis(1100);
  private static final BatchLimits SINGLES = new BatchLimits(1, 1, 20_000);

  private static List<Long> invoke(World world, int times, int lines) throws Exception {
    List<Long> added = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      added.add(world.invoke(lines));
      world.freeze(Duration.ofMillis(200));
    }
    return added;
  }

  private static void assertBalanced(World world) {
    assertThat(world.ledger.received())
        .isEqualTo(
            world.ledger.delivered()
                + world.ledger.dropped()
                + world.ledger.unconfirmed()
                + world.buffer.held());
  }

  private static void assertAllStoredOnce(World world) {
    assertThat(world.stored).doesNotHaveDuplicates().hasSize((int) world.ledger.received());
    assertThat(world.ledger.delivered()).isEqualTo(world.ledger.received());
  }

  // What an invocation is held for

  @ParameterizedTest
  @CsvSource({"0, 0", "200, 200", "900, 900"})
  void aBackendThatAnswersInTimeIsWaitedFor(long latencyMs, long addedMs) throws Exception {
    World world = new World().replies(Duration.ofMillis(latencyMs));

    assertThat(invoke(world, 10, 20)).containsOnly(addedMs);
    assertAllStoredOnce(world);
  }

  @Test
  void aBackendSlowerThanTheBudgetCostsItOnce() throws Exception {
    World world = new World().replies(Duration.ofMillis(1300));

    List<Long> added = invoke(world, 10, 20);

    assertThat(added.getFirst()).isEqualTo(1000);
    assertThat(added.subList(1, 10)).containsOnly(0L);
    world.pass(Duration.ofSeconds(10));
    assertAllStoredOnce(world);
  }

  @Test
  void aBackendThatHasBecomeFastIsWaitedForAgain() throws Exception {
    World world = new World().replies(Duration.ofMillis(1300));
    invoke(world, 3, 20);
    world.replies(Duration.ofMillis(20));
    world.pass(Duration.ofSeconds(2));
    for (int i = 0; i < 10 && !world.flusher.isWorthHolding(); i++) {
      world.invoke(20);
      world.pass(Duration.ofSeconds(6));
    }

    assertThat(world.invoke(20)).isEqualTo(20);
  }

  @Test
  void whatIsKnownToBeSlowIsForgottenAfterAWhile() throws Exception {
    World world = new World().replies(Duration.ofMillis(1300));
    invoke(world, 2, 20);
    world.freeze(Duration.ofMinutes(11));

    assertThat(world.invoke(20)).isEqualTo(1000);
  }

  @Test
  void aBackendThatHangsCostsTheBudgetOnce() throws Exception {
    World world = new World().backend(batch -> World.hangs());

    List<Long> added = invoke(world, 20, 20);

    assertThat(added.getFirst()).isEqualTo(1000);
    assertThat(added.subList(1, 20)).containsOnly(0L);
    assertThat(world.requests.size()).isLessThanOrEqualTo(BackendHealth.MOST_UNDER_WAY);
    assertThat(world.ledger.dropped()).isZero();
  }

  @Test
  void oneAnswerOfManyThatNeverComesCostsTheBudgetOnce() throws Exception {
    World world = new World().replies(Duration.ofMillis(20), World.hangs());

    List<Long> added = invoke(world, 20, 20);

    assertThat(added.getFirst()).isEqualTo(1000);
    assertThat(added.subList(1, 20)).allMatch(ms -> ms <= 20);
    assertThat(world.shutDown(SHUTDOWN)).isTrue();
    assertAllStoredOnce(world);
  }

  @Test
  void aBackendThatRefusesConnectionsCostsNothing() throws Exception {
    World world = new World().backend(batch -> World.fails("Connection refused"));

    assertThat(invoke(world, 20, 20)).containsOnly(0L);
    assertThat(world.ledger.dropped()).isZero();
    assertBalanced(world);
  }

  @Test
  void aBackendThatFailsSlowlyCostsNothingSoon() throws Exception {
    World world =
        new World().backend(batch -> World.fails("status 503").after(Duration.ofMillis(300)));

    List<Long> added = invoke(world, 20, 20);

    assertThat(added.getFirst()).isEqualTo(300);
    assertThat(added.subList(1, 3)).allMatch(ms -> ms <= 250);
    assertThat(added.subList(3, 20)).containsOnly(0L);
  }

  @Test
  void aProbeGetsAShareOfTheBudgetAndRestoresTrust() throws Exception {
    World world =
        new World()
            .replies(
                Duration.ofMillis(200), World.fails("status 503").after(Duration.ofMillis(200)));

    assertThat(invoke(world, 8, 20).getFirst()).isEqualTo(200);
    assertThat(world.stored).doesNotHaveDuplicates().hasSize(160);
  }

  @Test
  void aBackOffIsWaitedForWhereItIsAMatterOfMoments() throws Exception {
    World world =
        new World("O2_INITIAL_RETRY_DELAY_MS", "20")
            .replies(Duration.ZERO, World.fails("status 503"));

    assertThat(world.invoke(20)).isEqualTo(20);
    assertAllStoredOnce(world);
  }

  @Test
  void aFlushOfNothingReturnsAtOnce() throws Exception {
    World world = new World();

    assertThat(world.invoke(0)).isZero();
    assertThat(world.requests).isEmpty();
    assertThat(world.trail.lines()).isEmpty();
  }

  @Test
  void aFlushDoesNotWaitForWhatComesAfterItBegan() throws Exception {
    World world = new World();
    world.backend(batch -> {
      if (world.requests.size() == 1) {
        world.lines(5);
      }
      return World.accepts(batch).after(Duration.ofMillis(50));
    });

    assertThat(world.invoke(20)).isEqualTo(50);
    assertThat(world.buffer.held()).isEqualTo(5);
  }

  // Freezes

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerThatWaitsInTheSocketIsReadBeforeARequestIsCalledLate(boolean monotonicStops)
      throws Exception {
    World world = new World().replies(Duration.ofMillis(1500));
    world.invoke(20);
    if (monotonicStops) {
      world.freezeMonotonicToo(Duration.ofHours(1));
    } else {
      world.freeze(Duration.ofHours(1));
    }

    assertAllStoredOnce(world);
    assertThat(world.requests).hasSize(1);
  }

  @Test
  void frozenLongerThanTheTimeOutAfterOneFailureNothingIsLostOrDoubled() throws Exception {
    World world =
        new World().replies(Duration.ofMillis(200), World.fails("status 503").after(Duration.ZERO));
    for (int i = 0; i < 8; i++) {
      world.invoke(20);
      world.freeze(Duration.ofSeconds(60));
    }

    assertAllStoredOnce(world);
  }

  @Test
  void aRequestThatIsNeverAnsweredIsLateInAwakeTime() throws Exception {
    World world = new World("O2_REQUEST_TIMEOUT_MS", "5000").replies(Duration.ZERO, World.hangs());
    world.invoke(20);
    long before = world.millis();
    while (world.ledger.delivered() == 0) {
      world.pass(Duration.ofMillis(100));
    }

    assertThat(world.millis() - before).isBetween(3900L, 6000L);
    assertThat(world.trail.lines()).contains("WARN Delivery attempt failed: Request timeout");
  }

  @Test
  void afterAFreezeLongerThanTheTimeOutALostAnswerIsGivenUpSoon() throws Exception {
    World world = new World().replies(Duration.ZERO, World.hangs());
    world.invoke(20);
    world.freeze(Duration.ofMinutes(10));
    world.pass(Duration.ofSeconds(3));

    assertThat(world.ledger.delivered()).isEqualTo(20);
  }

  @Test
  void connectionsThatWereIdleAcrossAFreezeAreNotUsedAgain() throws Exception {
    World world = new World();
    world.invoke(1);
    int before = world.idleClosed;
    world.freeze(Duration.ofSeconds(3));
    world.invoke(1);
    assertThat(world.idleClosed).isEqualTo(before);
    world.freezeMonotonicToo(Duration.ofSeconds(5));
    world.invoke(1);
    assertThat(world.idleClosed).isEqualTo(before + 1);
  }

  // Strategies

  @Test
  void atTheEndOfTheInvocationEverythingGoesInOneRequest() throws Exception {
    World world = new World();
    world.flusher.begin();
    world.flusher.follow(FlushStrategy.END);
    world.lines(501);
    world.pass(Duration.ofMinutes(1));
    assertThat(world.requests).isEmpty();

    world.flusher.flush(World.BUDGET);

    assertThat(world.requests)
        .hasSize(1)
        .first()
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(501);
  }

  /// The environment is frozen for most of the time, between invocations and in the middle of
  /// requests.
  @ParameterizedTest
  @ValueSource(longs = {0, 200, 1300})
  void recordsOfShortInvocationsThatAreNotHeldAreSentWithinTheInterval(long latencyMs)
      throws Exception {
    Duration gap = Duration.ofMillis(500);
    long most = Duration.ofSeconds(5).plus(gap).plus(World.WORK).toMillis() + latencyMs;
    World world = new World().replies(Duration.ofMillis(latencyMs));
    List<Long> written = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      written.add(world.millis());
      world.invoke(1, FlushStrategy.CONTINUOUS);
      world.freeze(gap);
      int sent = (int) world.requests.stream().flatMap(List::stream).distinct().count();
      if (sent < written.size()) {
        assertThat(world.millis() - written.get(sent)).isLessThanOrEqualTo(most);
      }
    }
    assertThat(world.stored).doesNotHaveDuplicates().hasSizeGreaterThan(40);
  }

  @ParameterizedTest
  @EnumSource(
      value = FlushStrategy.class,
      names = {"CONTINUOUS", "PERIODIC"})
  void aFullBatchGoesAtOnceAndALesserOneWithTheTimer(FlushStrategy strategy) throws Exception {
    World world = new World();
    world.flusher.begin();
    world.flusher.follow(strategy);
    world.lines(99);
    world.pass(Duration.ofMillis(4900));
    assertThat(world.requests).isEmpty();
    world.lines(1);
    world.pass(Duration.ofMillis(1));
    assertThat(world.requests).hasSize(1);
    world.lines(3);
    world.pass(Duration.ofMillis(50));
    assertThat(world.requests).hasSize(1);
    world.pass(Duration.ofSeconds(5));

    assertThat(world.requests).hasSize(2);
  }

  @Test
  void theTimerGoesOnFromOneInvocationToTheNext() throws Exception {
    World world = new World();
    world.invoke(1, FlushStrategy.CONTINUOUS);
    world.pass(Duration.ofSeconds(3));
    world.invoke(1, FlushStrategy.CONTINUOUS);
    world.pass(Duration.ofSeconds(2));

    assertThat(world.requests).containsExactly(List.of("\"0\"", "\"1\""));
  }

  @Test
  void aBufferThatIsHalfFullIsEmptiedWhateverTheStrategy() {
    World world = new World();
    world.flusher.begin();
    world.flusher.follow(FlushStrategy.END);
    for (int i = 0; i < 110; i++) {
      Records.append(world.buffer, "\"" + "x".repeat(998) + "\"");
      world.flusher.recordsArrived();
    }
    world.pass(Duration.ofMillis(1));

    assertThat(world.ledger.delivered()).isPositive();
    assertThat(world.ledger.dropped()).isZero();
  }

  @Test
  void aBacklogGoesInSeveralRequestsAtOnceButNotInAnyNumber() throws Exception {
    World world = new World(new BatchLimits(10, 10, 20_000)).replies(Duration.ofMillis(100));

    assertThat(world.invoke(100)).as("ten requests, four at once").isEqualTo(300);
    assertAllStoredOnce(world);
  }

  @Test
  void anInvocationOpensAConnectionWhereTheBackendIsNotKnownToFail() throws Exception {
    World world = new World();
    world.invoke(1);
    assertThat(world.warmUps).isEqualTo(1);
    world.backend(batch -> World.fails("down"));
    world.invoke(1);
    int before = world.warmUps;
    world.invoke(1);

    assertThat(world.warmUps).isEqualTo(before);
  }

  // Failures

  @Test
  void retriesGoOneByOneWithGrowingBackOffsAndThenEveryInterval() throws Exception {
    World world = new World(SINGLES);
    List<Long> at = new ArrayList<>();
    world.backend(batch -> {
      at.add(world.millis());
      return World.fails("status 503");
    });
    world.flusher.begin();
    world.flusher.follow(FlushStrategy.CONTINUOUS);
    world.lines(1);
    world.pass(Duration.ofSeconds(20));

    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < at.size(); i++) {
      gaps.add(at.get(i) - at.get(i - 1));
    }
    assertThat(gaps).startsWith(1000L, 2000L, 4000L, 5000L, 5000L);
    assertThat(world.trail.lines())
        .as("once for a reason")
        .containsExactly("WARN Delivery attempt failed: status 503");
  }

  @Test
  void aServerThatSaysWhenToComeBackIsNotAskedBefore() throws Exception {
    World world =
        new World()
            .replies(
                Duration.ZERO,
                World.answers(new Outcome.Unavailable("status 429", Duration.ofSeconds(100))));
    world.invoke(20);
    world.freeze(Duration.ofSeconds(99));
    assertThat(world.invoke(20)).isZero();
    assertThat(world.requests).hasSize(1);
    world.freeze(Duration.ofSeconds(2));
    world.invoke(20);

    assertAllStoredOnce(world);
    assertThat(world.trail.lines()).contains("WARN Delivery attempt failed: status 429");
  }

  @Test
  void whatFailedComesBackInItsOrder() throws Exception {
    World world =
        new World(new BatchLimits(2, 2, 20_000))
            .replies(
                Duration.ZERO,
                World.fails("down").after(Duration.ofMillis(3)),
                World.fails("down").after(Duration.ofMillis(2)),
                World.fails("down").after(Duration.ofMillis(1)));
    world.invoke(6);
    world.pass(Duration.ofMillis(10));
    world.freeze(Duration.ofSeconds(5));
    world.invoke(0);

    assertThat(world.stored).containsExactly("\"0\"", "\"1\"", "\"2\"", "\"3\"", "\"4\"", "\"5\"");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {OutOfMemoryError.class, StackOverflowError.class, NullPointerException.class})
  void nothingThatARequestMeetsEndsDelivery(Class<? extends Throwable> failure) throws Exception {
    World world = new World();
    Throwable thrown = failure.getDeclaredConstructor().newInstance();
    world.backend(batch -> World.meets(thrown));
    world.invoke(20);
    world.backend(World::accepts);
    world.freeze(Duration.ofSeconds(1));
    world.invoke(20);

    assertAllStoredOnce(world);
    assertThat(world.trail.lines()).anyMatch(line -> line.contains(failure.getSimpleName()));
  }

  @Test
  void whereNoThreadCanBeStartedTheRecordsAreKept() throws Exception {
    World world = new World();
    world.invoke(0);
    world.failThreads(new OutOfMemoryError("unable to create native thread"));
    world.invoke(20);
    world.failThreads(null);
    world.freeze(Duration.ofSeconds(1));
    world.invoke(20);

    assertAllStoredOnce(world);
  }

  // A backend that refuses

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 405})
  void aRefusalIsSaidOnceProbedRarelyAndItsRecordsAreKept(int status) throws Exception {
    World world =
        new World().backend(batch -> World.answers(new Outcome.Refused(status, "Refused")));

    assertThat(invoke(world, 12, 20)).containsOnly(0L);

    assertThat(world.requests.size()).isLessThanOrEqualTo(2);
    assertThat(world.ledger.dropped()).isZero();
    assertThat(world.trail.lines())
        .singleElement()
        .asString()
        .startsWith("ERROR OpenObserve request failed with status " + status + ": Refused. Check");
    world.backend(World::accepts);
    world.freeze(Duration.ofSeconds(61));
    world.invoke(20);
    assertAllStoredOnce(world);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413})
  void aBackendThatRejectsEverythingIsTakenForOneThatRefuses(int status) throws Exception {
    Outcome rejected =
        status == 400 ? new Outcome.Malformed("Bad Request") : new Outcome.TooLarge();
    World world = new World().backend(batch -> World.answers(rejected));

    assertThat(invoke(world, 12, 20)).containsOnly(0L);

    assertThat(world.requests.size()).isLessThanOrEqualTo(20);
    assertThat(world.ledger.dropped()).isZero();
    assertThat(world.trail.lines())
        .singleElement()
        .asString()
        .startsWith("ERROR OpenObserve request failed with status " + status + ": ");
    world.backend(World::accepts);
    world.freeze(Duration.ofSeconds(61));
    world.invoke(20);
    assertAllStoredOnce(world);
  }

  // Records that cannot be sent

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 64, 100, 1000})
  void aPoisonRecordIsFoundInFewRequestsAndDroppedAlone(int records) throws Exception {
    World world = new World();
    String poison = "\"" + records * 2 / 3 + "\"";
    world.backend(batch ->
        Records.of(batch).contains(poison)
            ? World.answers(new Outcome.Malformed("Bad Request"))
            : World.accepts(batch));
    world.invoke(records);

    assertThat(world.ledger.dropped(LossReason.MALFORMED)).isEqualTo(1);
    assertThat(world.ledger.delivered()).isEqualTo(records - 1);
    int depth = Integer.SIZE - Integer.numberOfLeadingZeros(records - 1);
    assertThat(world.requests.size()).isLessThanOrEqualTo(1 + 2 * depth);
    assertThat(world.trail.lines())
        .filteredOn(line -> line.startsWith("WARN"))
        .singleElement()
        .asString()
        .startsWith("WARN A record of ")
        .endsWith(" bytes is dropped: OpenObserve answered 400: Bad Request");
  }

  @Test
  void aPoisonRecordThatIsAloneWaitsUntilAnotherPasses() throws Exception {
    World world = new World();
    world.backend(batch ->
        Records.of(batch).contains("\"0\"")
            ? World.answers(new Outcome.Malformed("Bad Request"))
            : World.accepts(batch));
    assertThat(world.invoke(1)).isZero();
    assertThat(world.ledger.dropped()).isZero();
    world.invoke(5);

    assertThat(world.ledger.dropped(LossReason.MALFORMED)).isEqualTo(1);
    assertThat(world.ledger.delivered()).isEqualTo(5);
  }

  @Test
  void severalPoisonRecordsAreFoundEachByItself() throws Exception {
    World world = new World();
    world.backend(batch ->
        Records.of(batch).stream().anyMatch(text -> text.endsWith("7\""))
            ? World.answers(new Outcome.Malformed("Bad Request"))
            : World.accepts(batch));
    world.invoke(240);
    world.invoke(0);
    world.invoke(0);

    assertThat(world.ledger.dropped(LossReason.MALFORMED)).isEqualTo(24);
    assertThat(world.ledger.delivered()).isEqualTo(216);
    assertBalanced(world);
  }

  @Test
  void anInvocationPaysForABoundedNumberOfRejections() throws Exception {
    World world = new World();
    world.backend(batch ->
        Records.of(batch).stream().anyMatch(text -> !text.endsWith("7\""))
            ? World.answers(new Outcome.Malformed("Bad Request"))
            : World.accepts(batch));
    world.invoke(1000);

    assertThat(world.requests.size()).isLessThan(250);
    assertBalanced(world);
  }

  @Test
  void aRequestThatIsTooLargeIsSplitUntilItFits() throws Exception {
    World world = new World();
    world.backend(batch ->
        batch.length() > 100 ? World.answers(new Outcome.TooLarge()) : World.accepts(batch));
    world.lines(70);
    Records.append(world.buffer, "\"" + "y".repeat(200) + "\"");
    world.invoke(80);

    assertThat(world.ledger.delivered()).isEqualTo(150);
    assertThat(world.ledger.dropped(LossReason.RECORD_TOO_LARGE)).isEqualTo(1);
  }

  @Test
  void aRecordOnWhichTheServerHangsUpIsPoisonOnceOthersPass() throws Exception {
    World world = new World(new BatchLimits(10, 10, 20_000));
    world.backend(batch ->
        Records.of(batch).contains("\"3\"")
            ? World.answers(new Outcome.HungUp("Connection closed by the server"))
            : World.accepts(batch));
    for (int i = 0; i < 12; i++) {
      world.invoke(20);
      world.freeze(Duration.ofSeconds(10));
    }
    world.invoke(0);

    assertThat(world.ledger.dropped(LossReason.MALFORMED)).isEqualTo(1);
    assertThat(world.ledger.delivered()).isEqualTo(239);
    assertThat(world.requests.stream().filter(records -> records.contains("\"3\"")).count())
        .isLessThan(15);
  }

  @Test
  void aServerThatHangsUpOnEverythingIsNotTheRecordsFault() throws Exception {
    World world =
        new World(new BatchLimits(10, 10, 20_000))
            .backend(batch -> World.answers(new Outcome.HungUp("Connection closed")));
    for (int i = 0; i < 12; i++) {
      world.invoke(20);
      world.freeze(Duration.ofSeconds(10));
    }
    assertThat(world.ledger.dropped()).isZero();
    world.backend(World::accepts);
    for (int i = 0; i < 3; i++) {
      world.freeze(Duration.ofSeconds(61));
      world.invoke(20);
    }

    assertAllStoredOnce(world);
  }

  @Test
  void whatOpenObserveDidNotStoreIsCountedAndSaid() throws Exception {
    World world =
        new World()
            .backend(batch -> World.answers(new Outcome.Accepted(2, 1, "timestamp too old")));
    world.invoke(3);

    assertThat(world.ledger.delivered()).isEqualTo(2);
    assertThat(world.ledger.dropped(LossReason.NOT_STORED)).isEqualTo(1);
    assertThat(world.trail.lines())
        .first()
        .isEqualTo("WARN OpenObserve did not store 1 of 3 logs: timestamp too old");
  }

  // Lines

  @Test
  void whenAllIsWellTheFirstSuccessIsSaidAndThenASummaryAMinute() throws Exception {
    World world = new World();
    for (int i = 0; i < 100; i++) {
      world.invoke(10);
      world.pass(Duration.ofMillis(190));
    }
    assertThat(world.trail.lines())
        .containsExactly("INFO Successfully sent 10 logs to OpenObserve");
    world.freeze(Duration.ofSeconds(50));
    world.invoke(10);

    assertThat(world.trail.lines())
        .containsExactly(
            "INFO Successfully sent 10 logs to OpenObserve",
            "INFO Successfully sent 1000 logs to OpenObserve");
  }

  @Test
  void theFirstSuccessIsSaidThoughAnotherRequestHangs() throws Exception {
    World world = new World().replies(Duration.ofMillis(20), World.hangs());
    invoke(world, 4, 10);

    assertThat(world.trail.lines())
        .containsExactly("INFO Successfully sent 20 logs to OpenObserve");
  }

  @Test
  void theFirstSuccessIsOneLineWhereSeveralRequestsGoTogether() throws Exception {
    World world = new World(new BatchLimits(100, 100, 20_000)).replies(Duration.ofMillis(20));
    world.invoke(400);

    assertThat(world.trail.lines())
        .containsExactly("INFO Successfully sent 400 logs to OpenObserve");
  }

  @Test
  void everyNewReasonIsSaidOnceAndThenSummedUp() throws Exception {
    AtomicInteger number = new AtomicInteger();
    World world =
        new World().backend(batch -> World.fails("reason " + number.getAndIncrement() % 3));
    for (int i = 0; i < 100; i++) {
      world.invoke(1);
      world.freeze(Duration.ofSeconds(1));
    }

    assertThat(world.trail.lines().subList(0, 3))
        .containsExactly(
            "WARN Delivery attempt failed: reason 0",
            "WARN Retry attempt 1/3 failed: reason 1",
            "WARN Retry attempt 2/3 failed: reason 2");
    assertThat(world.trail.lines())
        .hasSize(4)
        .last()
        .asString()
        .startsWith("WARN Sent 0 logs to OpenObserve, failed attempts: ")
        .contains(" × reason 0");
  }

  @Test
  void aServerThatInventsReasonsGetsNoLineForEach() throws Exception {
    AtomicInteger number = new AtomicInteger();
    World world = new World().backend(batch -> World.fails("reason " + number.getAndIncrement()));
    for (int i = 0; i < 50; i++) {
      world.invoke(1);
      world.freeze(Duration.ofSeconds(1));
    }

    assertThat(world.trail.lines()).hasSizeLessThanOrEqualTo(17);
  }

  @Test
  void deliveringLinesOfExtensionsMakesNoMoreOfThem() throws Exception {
    World world = new World();
    for (Outcome outcome :
        List.of(new Outcome.Accepted(1, 0, ""), new Outcome.Unavailable("down", Duration.ZERO))) {
      world.backend(batch -> World.answers(outcome));
      for (int i = 0; i < 20; i++) {
        Records.append(
            world.buffer, "\"INFO Successfully sent 1 logs to OpenObserve\"", Reporting.QUIET);
        world.invoke(0);
        world.freeze(Duration.ofMinutes(2));
      }
    }

    assertThat(world.trail.lines()).containsExactly("WARN Delivery attempt failed: down");
    assertBalanced(world);
  }

  // The end

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void answersThatNeverComeBeforeTheEndAreAskedForAgain(int hanging) throws Exception {
    Reply[] never = new Reply[hanging];
    java.util.Arrays.fill(never, World.hangs());
    World world =
        new World(new BatchLimits(100, 100, 20_000)).replies(Duration.ofMillis(20), never);
    world.invoke(600);

    assertThat(world.shutDown(SHUTDOWN)).isTrue();
    assertAllStoredOnce(world);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void answersThatNeverComeAtTheEndAreAskedForAgain(int hanging) throws Exception {
    Reply[] never = new Reply[hanging];
    java.util.Arrays.fill(never, World.hangs());
    World world =
        new World(new BatchLimits(100, 100, 20_000)).replies(Duration.ofMillis(20), never);
    world.flusher.begin();
    world.lines(600);

    assertThat(world.shutDown(SHUTDOWN)).isTrue();
    assertAllStoredOnce(world);
  }

  /// The first invocation waits for its budget in vain, which says what a frozen environment cannot
  /// measure.
  @ParameterizedTest
  @CsvSource({"1300, 1400", "1300, 1700", "1300, 2000", "900, 1000", "900, 1700"})
  void theEndGivesABackendThatIsKnownToBeSlowTheTimeItTakes(long latencyMs, long leftMs)
      throws Exception {
    World world = new World().replies(Duration.ofMillis(latencyMs));
    for (int i = 0; i < 11; i++) {
      world.invoke(20);
      world.freeze(Duration.ofMillis(latencyMs));
    }
    world.flusher.begin();
    world.lines(20);

    assertThat(world.shutDown(Duration.ofMillis(leftMs))).isTrue();
    assertAllStoredOnce(world);
  }

  /// Among fast answers, one that is waited for in vain hangs.
  @Test
  void theEndAsksAgainForAnAnswerThatNeverComesAmongFastOnes() throws Exception {
    World world = new World().replies(Duration.ofMillis(20));
    invoke(world, 3, 20);
    world.replies(Duration.ofMillis(20), World.hangs());
    world.invoke(20);

    assertThat(world.shutDown(SHUTDOWN)).isTrue();
    assertAllStoredOnce(world);
  }

  @Test
  void theEndGoesOnTryingWhileThereIsTime() throws Exception {
    World world = new World("O2_MAX_RETRIES", "0");
    world.flusher.begin();
    world.lines(20);
    world.replies(
        Duration.ZERO,
        World.fails("a"),
        World.fails("b"),
        World.fails("c"),
        World.answers(new Outcome.HungUp("d")));

    assertThat(world.shutDown(SHUTDOWN)).isTrue();
    assertAllStoredOnce(world);
  }

  @Test
  void theEndGivesABackendThatFailedOneMoreTry() throws Exception {
    World world =
        new World()
            .replies(
                Duration.ZERO,
                World.answers(new Outcome.Unavailable("busy", Duration.ofMinutes(10))));
    world.invoke(20);

    assertThat(world.shutDown(SHUTDOWN)).isTrue();
  }

  @Test
  void theEndDoesNotWaitForAServerThatAsksForMoreTimeThanIsLeft() throws Exception {
    World world =
        new World()
            .backend(
                batch -> World.answers(new Outcome.Unavailable("busy", Duration.ofSeconds(3))));
    world.flusher.begin();
    world.lines(20);
    long before = world.millis();

    assertThat(world.shutDown(SHUTDOWN)).isFalse();
    assertThat(world.millis() - before).isZero();
    assertThat(world.requests).hasSize(1);
    assertThat(world.ledger.dropped(LossReason.SHUTDOWN)).isEqualTo(20);
  }

  @Test
  void theEndTakesNoLongerThanItMayAndSaysWhatNobodyCanKnow() throws Exception {
    World world = new World().backend(batch -> World.hangs());
    world.flusher.begin();
    world.lines(20);
    long before = world.millis();

    assertThat(world.shutDown(SHUTDOWN)).isFalse();
    assertThat(world.millis() - before).isBetween(1090L, 1100L);
    assertThat(world.ledger.dropped() + world.ledger.unconfirmed()).isEqualTo(20);
    assertBalanced(world);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403})
  void aRefusalAtTheEndIsEnough(int status) throws Exception {
    World world = new World(SINGLES);
    world.backend(batch ->
        World.answers(
            status == 400
                ? new Outcome.Malformed("Bad Request")
                : new Outcome.Refused(403, "Forbidden")));
    world.flusher.begin();
    world.lines(50);

    assertThat(world.shutDown(SHUTDOWN)).isFalse();
    assertThat(world.ledger.dropped(LossReason.REQUEST_REFUSED)).isEqualTo(50);
    assertThat(world.requests.size()).isLessThanOrEqualTo(8);
    assertThat(world.trail.lines()).hasSize(1);
    assertBalanced(world);
  }

  @Test
  void theEndFindsAPoisonRecordToo() throws Exception {
    World world = new World();
    world.backend(batch ->
        Records.of(batch).contains("\"3\"")
            ? World.answers(new Outcome.Malformed("Bad Request"))
            : World.accepts(batch));
    world.flusher.begin();
    world.lines(8);

    assertThat(world.shutDown(SHUTDOWN)).as("one is lost").isFalse();
    assertThat(world.ledger.delivered()).isEqualTo(7);
    assertBalanced(world);
  }

  @Test
  void theEndWithoutRecordsReturnsAtOnce() throws Exception {
    World world = new World();

    assertThat(world.shutDown(SHUTDOWN)).isTrue();
    assertThat(world.millis()).isZero();
  }

  @Test
  void whatComesDuringTheEndIsDeliveredInTheTimeThatIsLeft() throws Exception {
    World world = new World().replies(Duration.ofMillis(30));
    world.flusher.begin();
    world.lines(5);
    world.flusher.beginEnd(
        ai.openobserve.lambda.extension.time.Deadline.in(SHUTDOWN, world.clock.nanos()));
    world.flusher.awaitEnd();
    world.lines(5);
    world.flusher.awaitEnd();

    assertThat(world.flusher.end()).isTrue();
    assertAllStoredOnce(world);
  }
}
