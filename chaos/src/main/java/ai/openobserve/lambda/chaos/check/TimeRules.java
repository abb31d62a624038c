package ai.openobserve.lambda.chaos.check;

import ai.openobserve.lambda.chaos.backend.Backend.Spell;
import ai.openobserve.lambda.chaos.check.Violation.Rule;
import ai.openobserve.lambda.chaos.plan.Step;
import ai.openobserve.lambda.chaos.plan.Step.Ending;
import ai.openobserve.lambda.chaos.run.Observation;
import ai.openobserve.lambda.chaos.run.Observation.Invocation;
import ai.openobserve.lambda.chaos.run.Observation.Life;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What invocations and shutdowns may take, and how they end.
final class TimeRules {
  /// What threads and pipes take, on a machine with a processor to spare.
  private static final Duration NATIVE_SLACK = Duration.ofMillis(80);

  private static final Duration FIRST_RESEND = Duration.ofMillis(25);
  private static final int MOST_RESENDS = 10;
  private static final Duration JVM_SLACK = Duration.ofMillis(400);

  /// After so many invocations with it a bad backend is known.
  private static final int INVOCATIONS_TO_LEARN = 3;

  private static final Duration NEAR_ZERO = Duration.ofMillis(40);

  private final Observation seen;
  private final boolean isNative;
  private final List<Violation> violations = new ArrayList<>();

  TimeRules(Observation seen, boolean isNative) {
    this.seen = seen;
    this.isNative = isNative;
  }

  List<Violation> check() {
    if (!seen.initialised()) {
      violations.add(new Violation(Rule.INIT, "the first init phase failed"));
    }
    for (int i = 0; i < seen.invocations().size(); i++) {
      Invocation each = seen.invocations().get(i);
      function(i, each);
      budget(i, each);
    }
    seen.spells().forEach(this::knownBad);
    seen.lives().forEach(this::shutdown);
    return violations;
  }

  private void function(int number, Invocation invocation) {
    Status expected =
        switch (invocation.wanted()) {
          case ANSWER -> Status.SUCCESS;
          case ERROR -> Status.ERROR;
          case HANG -> Status.TIMEOUT;
          case EXIT, KILL -> Status.FAILURE;
        };
    // A killed extension that had asked for its next event already fails the next invocation's init
    // at most.
    boolean killedLate =
        invocation.wanted() == Ending.KILL && invocation.status() == Status.SUCCESS;
    if (invocation.status() != expected && !killedLate && !isStarved(invocation)) {
      violations.add(
          new Violation(
              Rule.FUNCTION,
              "invocation %d ended with %s, not %s"
                  .formatted(number, invocation.status(), expected)));
    }
  }

  /// Whether threads of this machine waited for a processor for half of the time that the function
  /// has: then its time-out says nothing about the extension.
  private boolean isStarved(Invocation invocation) {
    Duration half = seen.plan().settings().functionTimeout().dividedBy(2);
    return invocation.status() == Status.TIMEOUT && invocation.stall().compareTo(half) > 0;
  }

  private void budget(int number, Invocation invocation) {
    if (invocation.wanted() != Ending.ANSWER && invocation.wanted() != Ending.ERROR) {
      return;
    }
    Duration most =
        seen.plan().settings().budget().plus(slack(invocation.stall())).plus(lateTelemetry());
    if (invocation.added().compareTo(most) > 0) {
      violations.add(
          new Violation(
              Rule.BUDGET,
              "invocation %d was held for %d ms; the budget is %d ms, and threads of this machine waited %d ms"
                  .formatted(
                      number,
                      invocation.added().toMillis(),
                      seen.plan().settings().budget().toMillis(),
                      invocation.stall().toMillis())));
    }
  }

  /// That the function is done is known when telemetry says so, which waits behind POSTs that are
  /// sent again: after 25 ms, 50 ms, and so on.
  private Duration lateTelemetry() {
    int lost =
        seen.plan().steps().stream()
            .filter(Step.LoseAcknowledgements.class::isInstance)
            .mapToInt(step -> ((Step.LoseAcknowledgements) step).posts())
            .sum();
    return FIRST_RESEND.multipliedBy((1L << Math.min(lost, MOST_RESENDS)) - 1);
  }

  private Duration slack(Duration stall) {
    return (isNative ? NATIVE_SLACK : JVM_SLACK).plus(stall.multipliedBy(3));
  }

  /// A probe may cost a part of the budget now and then: half of the invocations may be held.
  private void knownBad(Spell spell) {
    if (!spell.mood().isBad() || seen.plan().settings().flavour() == Flavour.MANAGED_INSTANCES) {
      return;
    }
    List<Invocation> within =
        seen.invocations().stream()
            .filter(each -> each.wanted() == Ending.ANSWER)
            .filter(
                each -> each.fromNanos() > spell.fromNanos() && each.toNanos() < spell.toNanos())
            .toList();
    if (within.size() < INVOCATIONS_TO_LEARN + 2
        || within.stream().map(Invocation::life).distinct().count() > 1) {
      return;
    }
    List<Invocation> later = within.subList(INVOCATIONS_TO_LEARN, within.size());
    List<Invocation> held =
        later.stream()
            .filter(each -> each.added().compareTo(NEAR_ZERO.plus(slack(each.stall()))) > 0)
            .toList();
    if (2 * held.size() > later.size()) {
      violations.add(
          new Violation(
              Rule.KNOWN_BAD,
              "with %s %d of %d later invocations were held for up to %d ms"
                  .formatted(
                      spell.mood(),
                      held.size(),
                      later.size(),
                      held.stream().mapToLong(each -> each.added().toMillis()).max().orElse(0))));
    }
  }

  private void shutdown(Life life) {
    int number = seen.lives().indexOf(life);
    boolean killed =
        seen.invocations().stream()
            .anyMatch(each -> each.life() == number && each.wanted() == Ending.KILL);
    boolean canBeTrusted = life.stall().multipliedBy(3).compareTo(Duration.ofMillis(300)) < 0;
    if (!killed && canBeTrusted && life.exitCode().orElse(0) != 0) {
      violations.add(
          new Violation(
              Rule.SHUTDOWN,
              "process %d ended with code %d %d ms after the start of %s"
                  .formatted(
                      number,
                      life.exitCode().orElse(0),
                      Duration.ofNanos(life.toNanos() - life.shutdownNanos()).toMillis(),
                      life.reason())));
    }
  }
}
