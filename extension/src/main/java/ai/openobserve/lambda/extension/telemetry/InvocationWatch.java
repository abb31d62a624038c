package ai.openobserve.lambda.extension.telemetry;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Which invocations the telemetry says are done, and which it has reported on.
///
/// `platform.runtimeDone` of a fast invocation may come before the invocation's own event does, so
/// the newest ones are remembered. Thread-safe.
public final class InvocationWatch {
  private static final int REMEMBERED = 16;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<String> done = new ArrayDeque<>();
  private final Deque<String> reported = new ArrayDeque<>();
  private long bodies;
  private long runtimesDone;

  /// The runtime is done with an invocation: `platform.runtimeDone`.
  void runtimeDone(String requestId) {
    remember(done, requestId);
    lock.lock();
    try {
      runtimesDone++;
    } finally {
      lock.unlock();
    }
  }

  /// How many invocations were told to be done so far.
  public long runtimesDone() {
    lock.lock();
    try {
      return runtimesDone;
    } finally {
      lock.unlock();
    }
  }

  /// The invocation's `platform.report`, the last that is said about it.
  void reported(String requestId) {
    remember(reported, requestId);
  }

  /// A body of telemetry was read to its end.
  void bodyRead() {
    lock.lock();
    try {
      bodies++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void remember(Deque<String> ids, String requestId) {
    lock.lock();
    try {
      if (ids.size() == REMEMBERED) {
        ids.removeFirst();
      }
      ids.addLast(requestId);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the runtime is done with the invocation; false where that takes longer than
  /// `most`.
  public boolean awaitRuntimeDone(String requestId, Duration most) throws InterruptedException {
    return await(done, requestId, most);
  }

  /// Waits until the invocation was reported on; false where that takes longer than `most`.
  public boolean awaitReport(String requestId, Duration most) throws InterruptedException {
    return await(reported, requestId, most);
  }

  private boolean await(Deque<String> ids, String requestId, Duration most)
      throws InterruptedException {
    long nanos = most.toNanos();
    lock.lockInterruptibly();
    try {
      while (!ids.contains(requestId)) {
        if (nanos <= 0) {
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
