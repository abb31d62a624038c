package ai.openobserve.lambda.extension.telemetry;

import ai.openobserve.lambda.extension.time.Deadline;
import ai.openobserve.lambda.extension.time.Waiter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Keeps track of which invocations are done and which were reported on, as telemetry says.
///
/// `platform.runtimeDone` of a fast invocation may arrive before the invocation's own event, and
/// Lambda retries an invocation under the same id. So runs are counted: the second event with an id
/// waits for the second end. Lambda also resends a body whose answer it did not get: an end or a
/// report with the time of the previous one is the same one. Both count once the body that they
/// came in is read to its end, since what follows them belongs to the invocation too. Thread-safe.
public final class InvocationWatch {
  private static final int REMEMBERED = 16;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Runs> runs = new LinkedHashMap<>();
  private final Waiter waiter;
  private final LongSupplier nanos;
  private long bodies;
  private long runtimesDone;
  private boolean reports;

  /// @param nanos the monotonic clock
  public InvocationWatch(Waiter waiter, LongSupplier nanos) {
    this.waiter = waiter;
    this.nanos = nanos;
  }

  /// Called when an invocation begins: its event has arrived.
  public void begun(String requestId) {
    lock.lock();
    try {
      runs(requestId).begun();
    } finally {
      lock.unlock();
    }
  }

  /// Called when the runtime is done with an invocation: `platform.runtimeDone`.
  ///
  /// @param time the event's, as received; empty if it has none
  void runtimeDone(String requestId, String time) {
    lock.lock();
    try {
      if (runs(requestId).doneAt(time)) {
        runtimesDone++;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Number of invocations reported as done so far.
  public long runtimesDone() {
    lock.lock();
    try {
      return runtimesDone;
    } finally {
      lock.unlock();
    }
  }

  /// Called for the invocation's `platform.report`, the last event about it.
  ///
  /// @param time the event's, as received; empty if it has none
  void reported(String requestId, String time) {
    lock.lock();
    try {
      runs(requestId).reportedAt(time);
      reports = true;
    } finally {
      lock.unlock();
    }
  }

  /// Called when a body of telemetry was read to its end.
  void bodyRead() {
    lock.lock();
    try {
      bodies++;
      runs.values().forEach(Runs::bodyRead);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The runs of an invocation; only the newest invocations are remembered.
  private Runs runs(String requestId) {
    Runs known = runs.remove(requestId);
    if (known == null && runs.size() == REMEMBERED) {
      runs.remove(runs.keySet().iterator().next());
    }
    Runs newest = known == null ? new Runs() : known;
    runs.put(requestId, newest);
    return newest;
  }

  /// Makes waiting threads check again whether waiting is worth it.
  public void recheck() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the runtime is done with the newest run of the invocation; false if that takes
  /// longer than `most`.
  public boolean awaitRuntimeDone(String requestId, Duration most) throws InterruptedException {
    return awaitRuntimeDone(requestId, most, () -> true);
  }

  /// The same, as long as waiting is worth it.
  ///
  /// @param worth evaluated again after [#recheck]; must not take a lock
  public boolean awaitRuntimeDone(String requestId, Duration most, BooleanSupplier worth)
      throws InterruptedException {
    return await(() -> runs(requestId).isDone(), most, worth);
  }

  /// Whether any telemetry has arrived: if so, there is a subscription, whatever the answer to it
  /// was.
  public boolean hasTelemetry() {
    lock.lock();
    try {
      return bodies > 0;
    } finally {
      lock.unlock();
    }
  }

  private boolean await(BooleanSupplier happened, Duration most, BooleanSupplier worth)
      throws InterruptedException {
    Deadline deadline = Deadline.in(most, now());
    lock.lockInterruptibly();
    try {
      while (!happened.getAsBoolean()) {
        long left = deadline.left(now());
        if (left == 0 || !worth.getAsBoolean()) {
          return false;
        }
        waiter.await(changed, left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the newest run of the invocation was reported on, after which nothing about it
  /// follows. An environment that has reported before will do so again, however late; in one that
  /// has not, telemetry that pauses for `silence` is considered over.
  ///
  /// @return false in that case, or if it takes longer than `most`
  public boolean awaitReport(String requestId, Duration silence, Duration most)
      throws InterruptedException {
    Deadline deadline = Deadline.in(most, now());
    lock.lockInterruptibly();
    try {
      Pause pause = new Pause(silence);
      while (!runs(requestId).isReported()) {
        Deadline end = reports ? deadline : pause.end().earlier(deadline);
        if (end.passed(now())) {
          return false;
        }
        waiter.await(changed, end.left(now()));
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until no body has arrived for `quiet`, but no longer than `most`. If none has arrived at
  /// all, waits for the first one for up to `first`: the init phase always has something to report.
  public void awaitQuiet(Duration quiet, Duration first, Duration most)
      throws InterruptedException {
    Deadline deadline = Deadline.in(most, now());
    lock.lockInterruptibly();
    try {
      Deadline untilFirst = Deadline.in(first, now()).earlier(deadline);
      while (bodies == 0 && !untilFirst.passed(now())) {
        waiter.await(changed, untilFirst.left(now()));
      }
      Pause pause = new Pause(quiet);
      Deadline end = pause.end().earlier(deadline);
      while (!end.passed(now())) {
        waiter.await(changed, end.left(now()));
        end = pause.end().earlier(deadline);
      }
    } finally {
      lock.unlock();
    }
  }

  /// A pause in telemetry, restarted by each body. Guarded by the lock.
  private final class Pause {
    private final Duration length;
    private long seen;
    private Deadline end;

    Pause(Duration length) {
      this.length = length;
      this.seen = bodies;
      this.end = Deadline.in(length, now());
    }

    /// When it has lasted long enough.
    Deadline end() {
      if (bodies != seen) {
        seen = bodies;
        end = Deadline.in(length, now());
      }
      return end;
    }
  }

  private long now() {
    return nanos.getAsLong();
  }
}
