package ai.openobserve.lambda.sandbox.view;

import java.util.ArrayDeque;
import java.util.Deque;
import tools.jackson.databind.node.ObjectNode;

/// The latest events, numbered. Guarded by its own lock.
final class History {
  private static final int MOST = 20_000;

  /// The maximum number of events per response; the page asks again immediately.
  private static final int MOST_IN_ONE_ANSWER = 2_000;

  private final Deque<Happening> newest = new ArrayDeque<>();
  private long count;

  synchronized void add(Happening happening) {
    count++;
    newest.add(happening);
    if (newest.size() > MOST) {
      newest.removeFirst();
    }
  }

  /// Writes the events numbered higher than `after`, and the number of the last one.
  synchronized void write(long after, ObjectNode json) {
    long skipped = Math.max(0, after - (count - newest.size()));
    var list = json.putArray("happenings");
    newest.stream().skip(skipped).limit(MOST_IN_ONE_ANSWER).forEach(each -> list.add(each.json()));
    json.put("last", count - newest.size() + skipped + list.size());
  }
}
