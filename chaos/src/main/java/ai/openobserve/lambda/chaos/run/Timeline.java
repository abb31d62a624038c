package ai.openobserve.lambda.chaos.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What happened in a run, in the order in which it happened, for the person who replays it.
public final class Timeline {
  private record Entry(long nanos, String text) {}

  private final List<Entry> entries = new ArrayList<>();
  private final long start;

  private Timeline(Observation seen) {
    this.start = seen.spells().getFirst().fromNanos();
    seen.spells().forEach(each -> add(each.fromNanos(), "backend: " + each.mood()));
    seen.cuts().forEach(each -> add(each, "connections cut"));
    seen.invocations().forEach(this::add);
    seen.requests().forEach(this::add);
    for (int i = 0; i < seen.lives().size(); i++) {
      add(i, seen.lives().get(i));
    }
  }

  /// The lines of a run's timeline.
  public static List<String> of(Observation seen) {
    Timeline timeline = new Timeline(seen);
    timeline.entries.sort(Comparator.comparingLong(Entry::nanos));
    return timeline.entries.stream().map(timeline::line).toList();
  }

  private void add(Observation.Invocation each) {
    add(each.fromNanos(), "invoke step %d, process %d".formatted(each.step(), each.life()));
    add(
        each.toNanos(),
        "invoke end, %s, held for %.1f ms, stall %d ms"
            .formatted(each.status(), each.added().toNanos() / 1e6, each.stall().toMillis()));
  }

  private void add(Observation.Request each) {
    String end =
        each.toNanos() == Long.MAX_VALUE
            ? "never answered"
            : "%d after %d ms"
                .formatted(each.status(), (each.toNanos() - each.fromNanos()) / 1_000_000);
    add(
        each.fromNanos(),
        "request of %d records, %d lines: %s, %d stored, stall %d ms"
            .formatted(
                each.sent(), each.lines().size(), end, each.stored(), each.stall().toMillis()));
  }

  private void add(int number, Observation.Life each) {
    add(
        each.shutdownNanos(),
        "process %d: %s, %d of %d events acknowledged, peak %d KB"
            .formatted(number, each.reason(), each.acknowledged(), each.offered(), each.peakKb()));
    add(each.toNanos(), "process %d gone, code %s".formatted(number, each.exitCode()));
  }

  private void add(long nanos, String text) {
    entries.add(new Entry(nanos, text));
  }

  private String line(Entry entry) {
    return String.format(Locale.ROOT, "%8.1f  %s", (entry.nanos() - start) / 1e6, entry.text());
  }
}
