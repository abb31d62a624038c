package ai.openobserve.lambda.chaos.check;

import ai.openobserve.lambda.chaos.backend.Backend;
import ai.openobserve.lambda.chaos.backend.Backend.Spell;
import ai.openobserve.lambda.chaos.check.Violation.Rule;
import ai.openobserve.lambda.chaos.plan.Mood;
import ai.openobserve.lambda.chaos.plan.Step;
import ai.openobserve.lambda.chaos.run.Observation;
import ai.openobserve.lambda.chaos.run.Observation.Invocation;
import ai.openobserve.lambda.chaos.run.Observation.Life;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The function's lines: what was written against what is stored.
final class LineRules {
  /// What a record holds beside its line.
  private static final int RECORD_BYTES = 400;

  /// How long before SHUTDOWN the backend must be healthy, if the plan leaves it alone.
  private static final long RETRY_AFTER = Duration.ofMillis(1500).toNanos();

  /// How many requests the extension has on their way at once.
  private static final int SENDERS = 4;

  private static final Duration ENOUGH_TO_RECOVER = Duration.ofSeconds(2);
  private static final Duration ENOUGH = Duration.ofSeconds(1);

  private final Observation seen;
  private final Risks risks;
  private final List<Violation> violations = new ArrayList<>();

  LineRules(Observation seen) {
    this.seen = seen;
    this.risks = new Risks(seen);
  }

  List<Violation> check() {
    Map<String, Long> stored =
        seen.stored().stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    invented(stored.keySet());
    doubled(stored);
    lost(stored.keySet());
    return violations;
  }

  private void invented(Set<String> stored) {
    Set<String> invented = new HashSet<>(stored);
    invented.removeAll(Set.copyOf(seen.printed()));
    add(Rule.INVENTED, List.copyOf(invented), "were stored and never written");
  }

  private void doubled(Map<String, Long> stored) {
    boolean resent =
        seen.plan().steps().stream().anyMatch(Step.LoseAcknowledgements.class::isInstance);
    if (resent) {
      return;
    }
    List<String> doubled =
        stored.entrySet().stream()
            .filter(each -> each.getValue() > 1 + lostAnswers(each.getKey()))
            .map(Map.Entry::getKey)
            .toList();
    add(Rule.DOUBLED, doubled, "are there more often than answers were lost");
  }

  private long lostAnswers(String line) {
    return seen.requests().stream()
        .filter(request -> request.lines().contains(line))
        .filter(risks::at)
        .count();
  }

  private void lost(Set<String> stored) {
    Map<Integer, List<String>> byLife = new HashMap<>();
    for (Invocation each : seen.invocations()) {
      byLife.computeIfAbsent(each.life(), _ -> new ArrayList<>()).addAll(linesOf(each));
    }
    for (int i = 0; i < seen.lives().size(); i++) {
      Life life = seen.lives().get(i);
      List<String> lines = byLife.getOrDefault(i, List.of());
      if (mustDeliver(life, lines)) {
        List<String> lost =
            lines.stream().filter(line -> !stored.contains(line)).filter(this::isOwed).toList();
        add(Rule.LOST, lost, "of process %d were lost; %s".formatted(i, Summary.of(life.lines())));
      }
    }
  }

  private List<String> linesOf(Invocation invocation) {
    String mark = " step %d line ".formatted(invocation.step());
    return seen.printed().stream().filter(line -> line.contains(mark)).toList();
  }

  /// Whether the buffer could hold everything, and time allowed to deliver it.
  private boolean mustDeliver(Life life, List<String> lines) {
    long bytes = lines.stream().mapToLong(line -> line.length() + RECORD_BYTES).sum();
    long room = (long) seen.plan().settings().bufferMb() << 20;
    return life.exitCode().orElse(1) == 0
        // The emulator drops a batch that comes due while another is on its way.
        && seen.plan().settings().telemetryMode() == TelemetryMode.LAMBDA
        && bytes < room / 2
        && seen.plan().moods().stream().allMatch(mood -> !mood.mayLose() || isPoison(mood))
        && life.stall().multipliedBy(3).compareTo(Duration.ofMillis(300)) < 0
        && isWellAtTheEnd(life)
        && fitsBeforeTheDeadline(lines.size());
  }

  /// Many small batches to a slow backend take longer than a shutdown phase. Half of it has to be
  /// enough, as what is lost can be all that was written.
  private boolean fitsBeforeTheDeadline(int lines) {
    long rounds = 1 + lines / ((long) seen.plan().settings().batchSize() * SENDERS);
    Duration slowest =
        seen.plan().moods().stream()
            .map(mood -> mood instanceof Mood.Slow(Duration delay) ? delay : Duration.ZERO)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    Duration half = seen.plan().settings().shutdownTimeout().dividedBy(2);
    return slowest.multipliedBy(rounds).compareTo(half) <= 0;
  }

  private boolean isWellAtTheEnd(Life life) {
    Duration limit = seen.plan().settings().shutdownTimeout();
    boolean wasBad = false;
    for (Spell spell : seen.spells()) {
      boolean shutdownWithin =
          spell.toNanos() >= life.shutdownNanos() && spell.fromNanos() <= life.toNanos();
      if (shutdownWithin && !isWell(spell.mood())) {
        return false;
      }
      boolean recent = spell.toNanos() > life.shutdownNanos() - RETRY_AFTER;
      if (recent && spell.mood() instanceof Mood.Status(int _, int after) && after > 0) {
        return false;
      }
      wasBad |= recent && !isWell(spell.mood());
    }
    wasBad |= seen.cuts().stream().anyMatch(cut -> cut > life.shutdownNanos() - RETRY_AFTER);
    return limit.compareTo(wasBad ? ENOUGH_TO_RECOVER : ENOUGH) >= 0;
  }

  private static boolean isWell(Mood mood) {
    return mood instanceof Mood.Healthy
        || isPoison(mood)
        || (mood instanceof Mood.Slow(Duration delay) && delay.toMillis() <= 150);
  }

  /// Until other records pass, a server that hangs up on poison looks like one that is down.
  private static boolean isPoison(Mood mood) {
    return mood instanceof Mood.Poisoned(int status) && status == 400;
  }

  private boolean isOwed(String line) {
    return !line.contains(Backend.POISON);
  }

  private void add(Rule rule, List<String> lines, String what) {
    if (!lines.isEmpty()) {
      String first = lines.getFirst();
      violations.add(
          new Violation(
              rule,
              "%d lines %s, for example '%s'"
                  .formatted(
                      lines.size(), what, first.substring(0, Math.min(40, first.length())))));
    }
  }
}
