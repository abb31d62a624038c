package ai.openobserve.lambda.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.chaos.backend.Backend.Spell;
import ai.openobserve.lambda.chaos.check.Violation.Rule;
import ai.openobserve.lambda.chaos.plan.Mood;
import ai.openobserve.lambda.chaos.plan.Plan;
import ai.openobserve.lambda.chaos.plan.Settings;
import ai.openobserve.lambda.chaos.plan.Step;
import ai.openobserve.lambda.chaos.run.Observation;
import ai.openobserve.lambda.chaos.run.Observation.Invocation;
import ai.openobserve.lambda.chaos.run.Observation.Life;
import ai.openobserve.lambda.chaos.run.Observation.Request;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.Status;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Rules about amounts, judged by the journal of a run: a flawless one, and the same with one flaw.
/// Ten seconds of a bad backend between two healthy ones, eight invocations in them.
@Timeout(10)
class CheckerTest {
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Mood BAD = new Mood.Status(503, 0);
  private static final int INVOCATIONS = 8;

  private static final Plan PLAN =
      new Plan(
          0,
          settings(Map.of()),
          List.of(
              new Step.Turn(BAD),
              new Step.Invoke(1, 40, Duration.ZERO, Step.Ending.ANSWER, Optional.empty()),
              new Step.Turn(new Mood.Healthy()),
              new Step.Shutdown(ShutdownReason.SPINDOWN)));

  private static Settings settings(Map<String, String> variables) {
    return new Settings(
        false,
        Flavour.ON_DEMAND,
        TelemetryMode.LAMBDA,
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        1,
        Duration.ofSeconds(60),
        Duration.ofSeconds(2),
        variables);
  }

  private static long at(int step) {
    return STEP.multipliedBy(step).toNanos();
  }

  /// @param added what each invocation from the fourth on was held for
  /// @param requests how many, all refused
  private static Observation run(Duration added, int requests, long peakKb) {
    List<Invocation> invocations = new ArrayList<>();
    for (int i = 0; i < INVOCATIONS; i++) {
      Duration held = i < 3 ? Duration.ofMillis(300) : added;
      long from = at(i + 2);
      invocations.add(
          new Invocation(
              1,
              0,
              Step.Ending.ANSWER,
              Status.SUCCESS,
              held,
              from,
              from + STEP.dividedBy(2).toNanos(),
              Duration.ZERO));
    }
    List<Request> all = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      all.add(new Request(503, List.of(), 10, 0, at(5), at(6), Duration.ZERO));
    }
    all.add(new Request(200, List.of(), 10, 10, at(12), at(12), Duration.ZERO));
    Life life = life("INFO Records: 10 received, 10 delivered, 0 dropped, 0 held", peakKb);
    List<Spell> spells =
        List.of(
            new Spell(new Mood.Healthy(), at(0), at(1)),
            new Spell(BAD, at(1), at(11)),
            new Spell(new Mood.Healthy(), at(11), at(15)));
    return new Observation(
        PLAN, true, invocations, List.of(life), all, List.of(), List.of(), spells, List.of());
  }

  private static List<Rule> broken(Duration added, int requests, long peakKb) {
    return rules(run(added, requests, peakKb));
  }

  private static List<Rule> rules(Observation seen) {
    return Checker.check(seen, true).stream().map(Violation::rule).toList();
  }

  /// A process that was sent ten events and acknowledged them.
  private static Life life(String summary, long peakKb) {
    return new Life(
        List.of(summary),
        OptionalInt.of(0),
        ShutdownReason.SPINDOWN,
        10,
        10,
        peakKb,
        at(0),
        at(14),
        at(15),
        Duration.ZERO);
  }

  @Test
  void aFlawlessRunBreaksNoRule() {
    assertThat(broken(Duration.ofMillis(2), 30, 20 << 10)).isEmpty();
  }

  @Test
  void invocationsThatAreHeldForABackendKnownToBeBadAreCaught() {
    assertThat(broken(Duration.ofMillis(300), 30, 20 << 10)).containsExactly(Rule.KNOWN_BAD);
  }

  @Test
  void aFloodOfRequestsToABadBackendIsCaught() {
    assertThat(broken(Duration.ofMillis(2), 1041, 20 << 10)).containsExactly(Rule.REQUESTS);
    assertThat(broken(Duration.ofMillis(2), 1040, 20 << 10)).isEmpty();
  }

  @Test
  void memoryBeyondWhatTheBufferExplainsIsCaught() {
    long most = (64 << 10) + 4 * (1 << 10);
    assertThat(broken(Duration.ofMillis(2), 30, most + 1)).containsExactly(Rule.MEMORY);
    assertThat(broken(Duration.ofMillis(2), 30, most)).isEmpty();
  }

  @Test
  void recordsThatNobodySentAreCaught() {
    Step garbage = new Step.Garbage("[1,null,2]");
    assertThat(receivedBeyondWhatWasSent(3, List.of(garbage))).isEmpty();
    assertThat(receivedBeyondWhatWasSent(4, List.of(garbage))).containsExactly(Rule.RECEIVED);
  }

  @Test
  void garbageWhoseAcknowledgementIsLostCountsTwice() {
    List<Step> steps = List.of(new Step.Garbage("[1,null,2]"), new Step.LoseAcknowledgements(1));
    assertThat(receivedBeyondWhatWasSent(6, steps)).isEmpty();
    assertThat(receivedBeyondWhatWasSent(7, steps)).containsExactly(Rule.RECEIVED);
  }

  private static List<Rule> receivedBeyondWhatWasSent(int beyond, List<Step> steps) {
    int received = 10 + beyond;
    Life life =
        life(
            "INFO Records: %d received, %d delivered, 0 dropped, 0 held"
                .formatted(received, received),
            20 << 10);
    Observation seen =
        new Observation(
            new Plan(0, settings(Map.of()), steps),
            true,
            List.of(),
            List.of(life),
            List.of(new Request(200, List.of(), received, received, at(12), at(12), Duration.ZERO)),
            List.of(),
            List.of(),
            List.of(new Spell(new Mood.Healthy(), at(0), at(15))),
            List.of());
    return rules(seen);
  }

  @Test
  void linesThatAShutdownHadTimeForAreMissed() {
    assertThat(lostAtShutdown(Map.of("O2_BATCH_SIZE", "20"))).containsExactly(Rule.LOST);
  }

  @Test
  void linesInMoreBatchesThanAShutdownHasTimeForAreNot() {
    assertThat(lostAtShutdown(Map.of("O2_BATCH_SIZE", "3"))).isEmpty();
  }

  /// 400 lines, a backend of 150 ms, two seconds until the deadline, and nothing stored.
  private static List<Rule> lostAtShutdown(Map<String, String> variables) {
    List<String> printed =
        IntStream.range(0, 400).mapToObj("seed 0 step 1 line %d x"::formatted).toList();
    Mood slow = new Mood.Slow(Duration.ofMillis(150));
    Invocation invocation =
        new Invocation(
            1, 0, Step.Ending.ANSWER, Status.SUCCESS, Duration.ZERO, at(2), at(3), Duration.ZERO);
    Life life = life("INFO Records: 10 received, 0 delivered, 10 dropped, 0 held", 20 << 10);
    Observation seen =
        new Observation(
            new Plan(0, settings(variables), List.of(new Step.Turn(slow))),
            true,
            List.of(invocation),
            List.of(life),
            List.of(),
            printed,
            List.of(),
            List.of(new Spell(slow, at(0), at(15))),
            List.of());
    return rules(seen);
  }
}
