package ai.openobserve.lambda.extension.telemetry;

import java.util.ArrayDeque;
import java.util.Deque;

/// What one body says about invocations, kept until its last record is in the buffer. Used by one
/// thread at a time.
final class LifeCycleNotices {
  /// The newest are kept: more invocations than these in one body do not end one after another.
  private static final int MOST = 64;

  private final InvocationWatch watch;
  private final Deque<String> done = new ArrayDeque<>();
  private final Deque<String> reported = new ArrayDeque<>();

  LifeCycleNotices(InvocationWatch watch) {
    this.watch = watch;
  }

  void runtimeDone(String requestId) {
    keep(done, requestId);
  }

  void reported(String requestId) {
    keep(reported, requestId);
  }

  private static void keep(Deque<String> ids, String requestId) {
    if (ids.size() == MOST) {
      ids.removeFirst();
    }
    ids.addLast(requestId);
  }

  /// The body was read to its end.
  void handOn() {
    for (String id = done.poll(); id != null; id = done.poll()) {
      watch.runtimeDone(id);
    }
    for (String id = reported.poll(); id != null; id = reported.poll()) {
      watch.reported(id);
    }
    watch.bodyRead();
  }
}
