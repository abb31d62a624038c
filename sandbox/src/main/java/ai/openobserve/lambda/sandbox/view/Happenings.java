package ai.openobserve.lambda.sandbox.view;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What has happened, the newest of it. Guarded by its own lock.
final class Happenings {
  private static final int MOST = 20_000;

  /// Makes a happening of a number and a time.
  interface Maker {
    Happening make(long number, Instant time);
  }

  private final Deque<Happening> newest = new ArrayDeque<>();
  private long count;

  synchronized void add(Instant time, Maker maker) {
    count++;
    newest.add(maker.make(count, time));
    if (newest.size() > MOST) {
      newest.removeFirst();
    }
  }

  /// Those with a higher number, some at most.
  synchronized List<Happening> after(long number, int most) {
    return newest.stream().filter(each -> each.number() > number).limit(most).toList();
  }
}
