package ai.openobserve.lambda.chaos.check;

import ai.openobserve.lambda.chaos.backend.Backend.Spell;
import ai.openobserve.lambda.chaos.check.Violation.Rule;
import ai.openobserve.lambda.chaos.run.Observation;
import ai.openobserve.lambda.chaos.run.Observation.Life;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What must not grow: memory, lines, requests.
final class BoundRules {
  private static final long BASE_MEMORY_KB = 64 << 10;
  private static final long MEMORY_PER_BUFFER = 4;
  private static final int BASE_LINES = 12;
  private static final int LINES_PER_SPELL = 4;
  private static final int BASE_REQUESTS = 40;
  private static final int MILLIS_PER_REQUEST = 10;

  private final Observation seen;
  private final boolean isNative;
  private final List<Violation> violations = new ArrayList<>();

  BoundRules(Observation seen, boolean isNative) {
    this.seen = seen;
    this.isNative = isNative;
  }

  List<Violation> check() {
    for (int i = 0; i < seen.lives().size(); i++) {
      Life life = seen.lives().get(i);
      if (isNative) {
        memory(i, life);
      }
      lines(i, life);
    }
    seen.spells().forEach(this::requests);
    return violations;
  }

  private void memory(int number, Life life) {
    long most =
        BASE_MEMORY_KB + MEMORY_PER_BUFFER * ((long) seen.plan().settings().bufferMb() << 10);
    if (life.peakKb() > most) {
      violations.add(
          new Violation(
              Rule.MEMORY,
              "process %d has taken %d KB; %d KB are allowed"
                  .formatted(number, life.peakKb(), most)));
    }
  }

  private void lines(int number, Life life) {
    long spells = seen.spells().stream().filter(spell -> overlaps(spell, life)).count();
    long most = BASE_LINES + LINES_PER_SPELL * spells;
    if (life.lines().size() > most) {
      violations.add(
          new Violation(
              Rule.LINES,
              "process %d has written %d lines in %d moods of the backend; %d are allowed; the last: %s"
                  .formatted(number, life.lines().size(), spells, most, life.lines().getLast())));
    }
  }

  private static boolean overlaps(Spell spell, Life life) {
    return spell.fromNanos() <= life.toNanos() && spell.toNanos() >= life.fromNanos();
  }

  private void requests(Spell spell) {
    if (!spell.mood().isBad()) {
      return;
    }
    long count =
        seen.requests().stream()
            .filter(
                each -> each.fromNanos() > spell.fromNanos() && each.fromNanos() < spell.toNanos())
            .count();
    long millis = Duration.ofNanos(spell.toNanos() - spell.fromNanos()).toMillis();
    long most = BASE_REQUESTS + millis / MILLIS_PER_REQUEST;
    if (count > most) {
      violations.add(
          new Violation(
              Rule.REQUESTS,
              "%d requests in %d ms of %s; %d are allowed"
                  .formatted(count, millis, spell.mood(), most)));
    }
  }
}
