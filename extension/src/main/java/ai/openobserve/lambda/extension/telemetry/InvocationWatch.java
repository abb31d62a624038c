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

/// Which invocations the telemetry says are done, and which it has reported on.
///
/// `platform.runtimeDone` of a fast invocation may come before the invocation's own event does, and
/// Lambda retries an invocation under the id it had. So runs are counted: the second event of an id
/// waits for the second end. Lambda also sends a body again whose answer it did not get: an end or
/// a report with the time of the one before is the same one. Both count once the body that they
/// came in is read to its end: what is behind them belongs to the invocation too. Thread-safe.
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

  /// An invocation begins: its event has come.
  public void begun(String requestId) {
    lock.lock();
    try {
      runs(requestId).begun();
    } finally {
      lock.unlock();
    }
  }

  /// The runtime is done with an invocation: `platform.runtimeDone`.
  ///
  /// @param time of the event, as it came; empty where it has none
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

  /// How many invocations were said to be done so far.
  public long runtimesDone() {
    lock.lock();
    try {
      return runtimesDone;
    } finally {
      lock.unlock();
    }
  }

  /// The invocation's `platform.report`, the last that is said about it.
  ///
  /// @param time of the event, as it came; empty where it has none
  void reported(String requestId, String time) {
    lock.lock();
    try {
      runs(requestId).reportedAt(time);
      reports = true;
    } finally {
      lock.unlock();
    }
  }

  /// A body of telemetry was read to its end.
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

  /// Those of an invocation, the newest remembered.
  private Runs runs(String requestId) {
    Runs known = runs.remove(requestId);
    if (known == null && runs.size() == REMEMBERED) {
      runs.remove(runs.keySet().iterator().next());
    }
    Runs newest = known == null ? new Runs() : known;
    runs.put(requestId, newest);
    return newest;
  }

  /// Whoever waits looks again whether it is worth it.
  public void recheck() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the runtime is done with the newest run of the invocation; false where that takes
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

  /// Whether any telemetry has come: then there is a subscription, whatever was answered to it.
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

  /// Waits until the newest run of the invocation was reported on, behind which nothing of it
  /// comes. An environment that has reported before will do so again, however late; in one that has
  /// not, telemetry that pauses for `silence` is over.
  ///
  /// @return false where that was so, or where it takes longer than `most`
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

  /// Waits until no body has come for `quiet`, but not longer than `most`. Where none has come at
  /// all, the first one is still on its way, for up to `first`: the init phase always has something
  /// to report.
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

  /// A pause of telemetry: each body restarts it. Used under the lock.
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
