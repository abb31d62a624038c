package ai.openobserve.lambda.sandbox.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// An append-only list of what happened, in order, that callers can wait on.
///
/// Thread-safe. Nothing polls: a wait ends with the entry that satisfies it, or with an
/// [AwaitTimeoutException] that lists the latest entries.
///
/// @param <T> the type of the entries
public final class Journal<T> {
  private static final int SHOWN = 30;

  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition appended = lock.newCondition();
  private final List<T> entries = new ArrayList<>();
  private final List<Consumer<? super T>> followers = new CopyOnWriteArrayList<>();

  /// @param name what the entries are, for the message of a timeout
  public Journal(String name) {
    this.name = name;
  }

  /// Appends an entry; followers see it before this returns.
  public void append(T entry) {
    lock.lock();
    try {
      entries.add(entry);
      appended.signalAll();
    } finally {
      lock.unlock();
    }
    followers.forEach(follower -> follower.accept(entry));
  }

  /// Calls back for every entry from now on, on the appending thread.
  public void follow(Consumer<? super T> follower) {
    followers.add(follower);
  }

  /// All entries so far.
  public List<T> entries() {
    lock.lock();
    try {
      return List.copyOf(entries);
    } finally {
      lock.unlock();
    }
  }

  /// The entries so far that match.
  public List<T> entries(Predicate<? super T> predicate) {
    return entries().stream().<T>map(entry -> entry).filter(predicate).toList();
  }

  /// The number of entries so far.
  public int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the first entry that matches, including those already there.
  ///
  /// @throws AwaitTimeoutException if there is none in time
  public T await(Predicate<? super T> predicate, Duration timeout) {
    return awaitCount(1, predicate, timeout).getFirst();
  }

  /// Waits for the first `count` entries.
  ///
  /// @throws AwaitTimeoutException if fewer arrive in time
  public List<T> awaitCount(int count, Duration timeout) {
    return awaitCount(count, _ -> true, timeout);
  }

  /// Waits for the first `count` entries that match, including those already there.
  ///
  /// @throws AwaitTimeoutException if fewer arrive in time
  public List<T> awaitCount(int count, Predicate<? super T> predicate, Duration timeout) {
    List<T> found = new ArrayList<>();
    int seen = 0;
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (true) {
        for (; seen < entries.size() && found.size() < count; seen++) {
          if (predicate.test(entries.get(seen))) {
            found.add(entries.get(seen));
          }
        }
        if (found.size() >= count) {
          return List.copyOf(found);
        }
        if (left <= 0) {
          throw timedOut(count, found.size(), timeout);
        }
        left = appended.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AwaitTimeoutException("Interrupted while waiting for " + name, e);
    } finally {
      lock.unlock();
    }
  }

  private AwaitTimeoutException timedOut(int wanted, int found, Duration timeout) {
    StringBuilder message = new StringBuilder();
    message.append(
        "%d of %d awaited %s after %d ms; %d in all:"
            .formatted(found, wanted, name, timeout.toMillis(), entries.size()));
    int from = Math.max(0, entries.size() - SHOWN);
    if (from > 0) {
      message.append("\n  …");
    }
    entries.subList(from, entries.size()).forEach(e -> message.append("\n  ").append(e));
    return new AwaitTimeoutException(message.toString());
  }
}
