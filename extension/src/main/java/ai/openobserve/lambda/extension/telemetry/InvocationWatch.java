package ai.openobserve.lambda.extension.telemetry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

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
  private long bodies;
  private long runtimesDone;

  /// How often an invocation was begun, is done, was reported on: in bodies read to their end, and
  /// in the one that is being read.
  private static final class Runs {
    int begun;
    int done;
    int reported;
    int doneNow;
    int reportedNow;
    String doneTime = "";
    String reportedTime = "";

    /// Whether it was not counted before.
    boolean doneAt(String time) {
      boolean again = !time.isEmpty() && time.equals(doneTime);
      doneTime = time;
      doneNow += again ? 0 : 1;
      return !again;
    }

    void reportedAt(String time) {
      boolean again = !time.isEmpty() && time.equals(reportedTime);
      reportedTime = time;
      reportedNow += again ? 0 : 1;
    }

    void bodyRead() {
      done += doneNow;
      reported += reportedNow;
      doneNow = 0;
      reportedNow = 0;
    }
  }

  /// An invocation begins: its event has come.
  public void begun(String requestId) {
    lock.lock();
    try {
      runs(requestId).begun++;
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

  /// The same, for as long as it is worth it.
  ///
  /// @param worth looked at again after [#recheck]; may not take a lock
  public boolean awaitRuntimeDone(String requestId, Duration most, BooleanSupplier worth)
      throws InterruptedException {
    return await(() -> isDone(runs(requestId)), most, worth);
  }

  private static boolean isDone(Runs those) {
    return those.done >= Math.max(1, those.begun);
  }

  /// Waits until the newest run of the invocation was reported on; false where that takes longer
  /// than `most`.
  public boolean awaitReport(String requestId, Duration most) throws InterruptedException {
    return await(() -> isReported(runs(requestId)), most, () -> true);
  }

  private static boolean isReported(Runs those) {
    return those.reported >= Math.max(1, those.begun);
  }

  private boolean await(BooleanSupplier happened, Duration most, BooleanSupplier worth)
      throws InterruptedException {
    long nanos = most.toNanos();
    lock.lockInterruptibly();
    try {
      while (!happened.getAsBoolean()) {
        if (nanos <= 0 || !worth.getAsBoolean()) {
          return false;
        }
        nanos = changed.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until no body has come for `quiet`, but not longer than `most`. Where none has come at
  /// all, the first one is still on its way: the init phase has always something to tell.
  public void awaitQuiet(Duration quiet, Duration most) throws InterruptedException {
    long left = most.toNanos();
    lock.lockInterruptibly();
    try {
      while (bodies == 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
      long seen = bodies;
      long calm = Math.min(quiet.toNanos(), left);
      while (calm > 0) {
        long rest = changed.awaitNanos(calm);
        left -= calm - rest;
        calm = bodies == seen ? rest : Math.min(quiet.toNanos(), left);
        seen = bodies;
      }
    } finally {
      lock.unlock();
    }
  }
}
