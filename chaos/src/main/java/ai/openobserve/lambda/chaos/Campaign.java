package ai.openobserve.lambda.chaos;

import ai.openobserve.lambda.chaos.check.Checker;
import ai.openobserve.lambda.chaos.check.Violation;
import ai.openobserve.lambda.chaos.plan.Plan;
import ai.openobserve.lambda.chaos.plan.PlanMaker;
import ai.openobserve.lambda.chaos.run.Observation;
import ai.openobserve.lambda.chaos.run.Run;
import ai.openobserve.lambda.chaos.run.StallMeter;
import ai.openobserve.lambda.chaos.run.Target;
import ai.openobserve.lambda.chaos.run.Timeline;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Runs many seeds, a few at a time, and reports those that violate a rule.
///
/// A run that seems to break a rule that depends on timing is repeated while nothing else runs: on
/// a busy machine everything is late. What does not happen again is counted, and named, apart.
final class Campaign {
  /// What to do.
  ///
  /// @param parallel how many runs at a time; most of their time is waiting
  record Order(Target target, long firstSeed, int runs, int parallel, boolean verbose) {}

  private record Verdict(Plan plan, List<Violation> violations, Observation seen) {}

  private final Order order;
  private final PrintStream out;
  private final BlockingQueue<Long> seeds = new LinkedBlockingQueue<>();
  private final ReentrantReadWriteLock alone = new ReentrantReadWriteLock(true);
  private final AtomicInteger done = new AtomicInteger();
  private final Map<Violation.Rule, Integer> byRule = new EnumMap<>(Violation.Rule.class);
  private final List<Long> failed = new ArrayList<>();
  private final List<String> notConfirmed = new ArrayList<>();

  Campaign(Order order, PrintStream out) {
    this.order = order;
    this.out = out;
    for (int i = 0; i < order.runs(); i++) {
      seeds.add(order.firstSeed() + i);
    }
  }

  /// Runs everything.
  ///
  /// @return whether no rule was violated
  boolean run() throws InterruptedException {
    long start = System.nanoTime();
    try (StallMeter stalls = new StallMeter()) {
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < order.parallel(); i++) {
        workers.add(Thread.ofVirtual().name("run-" + i).start(() -> work(stalls)));
      }
      for (Thread worker : workers) {
        worker.join();
      }
    }
    summarize((System.nanoTime() - start) / 1_000_000_000);
    return failed.isEmpty();
  }

  private void work(StallMeter stalls) {
    for (Long seed = seeds.poll(); seed != null; seed = seeds.poll()) {
      Plan plan = PlanMaker.plan(seed);
      Verdict verdict = together(plan, stalls);
      boolean onlyTiming =
          verdict.violations().stream().allMatch(each -> each.rule().dependsOnTiming());
      if (!verdict.violations().isEmpty() && onlyTiming) {
        Verdict again = alone(plan, stalls);
        if (again.violations().isEmpty()) {
          noteUnconfirmed(verdict);
        }
        verdict = again;
      }
      report(verdict);
    }
  }

  private synchronized void noteUnconfirmed(Verdict verdict) {
    notConfirmed.add(
        "%d %s"
            .formatted(
                verdict.plan().seed(),
                verdict.violations().stream().map(Violation::rule).distinct().toList()));
  }

  private Verdict together(Plan plan, StallMeter stalls) {
    alone.readLock().lock();
    try {
      return verdict(plan, stalls);
    } finally {
      alone.readLock().unlock();
    }
  }

  private Verdict alone(Plan plan, StallMeter stalls) {
    alone.writeLock().lock();
    try {
      return verdict(plan, stalls);
    } finally {
      alone.writeLock().unlock();
    }
  }

  private Verdict verdict(Plan plan, StallMeter stalls) {
    try {
      Observation seen = Run.of(plan, order.target(), stalls);
      return new Verdict(plan, Checker.check(seen, order.target().isNative()), seen);
    } catch (IOException e) {
      throw new IllegalStateException("Seed %d cannot be run".formatted(plan.seed()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private synchronized void report(Verdict verdict) {
    int number = done.incrementAndGet();
    if (!verdict.violations().isEmpty()) {
      failed.add(verdict.plan().seed());
      verdict.violations().forEach(each -> byRule.merge(each.rule(), 1, Integer::sum));
      out.println("FAILED " + verdict.plan());
      verdict.violations().forEach(each -> out.println("  ! " + each));
    }
    if (order.verbose() && verdict.violations().isEmpty()) {
      out.println(verdict.plan());
    }
    if (order.verbose() || !verdict.violations().isEmpty()) {
      Timeline.of(verdict.seen()).forEach(line -> out.println("  @ " + line));
      verdict
          .seen()
          .lives()
          .forEach(life -> life.lines().forEach(line -> out.println("  > " + line)));
    }
    if (number % 500 == 0) {
      out.printf("%d of %d runs, %d failed%n", number, order.runs(), failed.size());
    }
    out.flush();
  }

  private void summarize(long seconds) {
    out.printf(
        "Seeds %d to %d in %d s; violations by rule: %s; failed on a busy machine, but passed when"
            + " run alone: %d %s%n",
        order.firstSeed(),
        order.firstSeed() + order.runs() - 1,
        seconds,
        byRule,
        notConfirmed.size(),
        notConfirmed.subList(0, Math.min(40, notConfirmed.size())));
    failed.stream()
        .sorted()
        .limit(20)
        .forEach(seed -> out.printf("Replay with: make chaos SEED=%d RUNS=1%n", seed));
    out.printf("%d passed, %d failed%n", order.runs() - failed.size(), failed.size());
  }
}
