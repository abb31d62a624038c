package ai.openobserve.lambda.chaos.check;

import ai.openobserve.lambda.chaos.check.Violation.Rule;
import ai.openobserve.lambda.chaos.plan.Step;
import ai.openobserve.lambda.chaos.run.Observation;
import ai.openobserve.lambda.chaos.run.Observation.Life;
import ai.openobserve.lambda.chaos.run.Observation.Request;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import java.util.ArrayList;
import java.util.List;

/// What each process says of its records, against what it was sent and what the backend has.
final class LedgerRules {
  private static final int MOST_GARBAGE = 3;

  private final Observation seen;
  private final Risks risks;
  private final List<Violation> violations = new ArrayList<>();

  LedgerRules(Observation seen) {
    this.seen = seen;
    this.risks = new Risks(seen);
  }

  List<Violation> check() {
    for (int i = 0; i < seen.lives().size(); i++) {
      Life life = seen.lives().get(i);
      if (life.exitCode().orElse(1) == 0) {
        check(i, life);
      }
    }
    return violations;
  }

  private void check(int number, Life life) {
    var summary = Summary.of(life.lines());
    if (summary.isEmpty()) {
      violations.add(
          new Violation(Rule.SUMMARY, "process %d logged no summary at its end".formatted(number)));
      return;
    }
    Summary said = summary.get();
    long known = said.delivered() + said.dropped() + said.unconfirmed() + said.held();
    if (said.received() != known) {
      add(Rule.BALANCE, number, said, "%d of %d".formatted(known, said.received()));
    }
    long own = said.dropped() > 0 || mayLambdaDrop() ? lossRecords(number) : 0;
    if (said.received() < life.acknowledged()
        || said.received() > life.offered() + own + garbage()) {
      add(
          Rule.RECEIVED,
          number,
          said,
          "it acknowledged %d of %d events".formatted(life.acknowledged(), life.offered()));
    }
    delivered(number, life, said, own);
  }

  private void delivered(int number, Life life, Summary said, long own) {
    long sure = 0;
    long possible = 0;
    for (Request each : seen.requests()) {
      if (each.fromNanos() >= life.fromNanos() && each.fromNanos() <= life.toNanos()) {
        boolean certain = each.status() == 200 && !risks.at(each);
        sure += certain ? each.stored() : 0;
        possible += certain ? each.stored() : each.sent();
      }
    }
    // An answer that was on the way when the process ended is unconfirmed to it.
    if (said.delivered() + said.unconfirmed() < sure - own || said.delivered() > possible) {
      add(
          Rule.DELIVERED,
          number,
          said,
          "the backend has stored %d for certain, %d at most".formatted(sure, possible));
    }
  }

  /// The emulator drops batches and says so, which is reported in the stream too.
  private boolean mayLambdaDrop() {
    return seen.plan().settings().telemetryMode() == TelemetryMode.EMULATOR;
  }

  /// A record of its own says how much was lost: at most one an invocation, and one at the end.
  private long lossRecords(int number) {
    return 2 + seen.invocations().stream().filter(each -> each.life() == number).count();
  }

  /// What may count as an event in bodies that are not what they should be. Such a body is sent
  /// again too if its acknowledgement is lost.
  private long garbage() {
    long bodies = 0;
    long lost = 0;
    for (Step step : seen.plan().steps()) {
      bodies += step instanceof Step.Garbage ? 1 : 0;
      lost += step instanceof Step.LoseAcknowledgements(int posts) ? posts : 0;
    }
    return bodies == 0 ? 0 : (bodies + lost) * MOST_GARBAGE;
  }

  private void add(Rule rule, int process, Summary said, String but) {
    violations.add(new Violation(rule, "process %d said %s, but %s".formatted(process, said, but)));
  }
}
