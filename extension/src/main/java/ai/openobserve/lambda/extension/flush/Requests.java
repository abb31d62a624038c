package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.delivery.Attempt;
import ai.openobserve.lambda.extension.delivery.Outcome;
import ai.openobserve.lambda.extension.delivery.Sender;
import ai.openobserve.lambda.extension.time.AwakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The requests under way: started on threads of their own, ended when they are late. Guarded by
/// the flusher's lock.
final class Requests {
  /// Many servers close connections that are idle for 5 s; a frozen environment does not notice.
  private static final long IDLE = Duration.ofSeconds(4).toNanos();

  /// Time for an answer to be read after a freeze longer than the timeout; one that is waiting in
  /// the socket is read at once.
  private static final long AFTER_THAW = Duration.ofSeconds(1).toNanos();

  private static final Outcome LATE = new Outcome.Unavailable("Request timeout", Duration.ZERO);

  private final Sender sender;
  private final FlushSettings settings;
  private final Executor threads;
  private final BiConsumer<Sending, Outcome> came;
  private final List<Sending> underWay = new ArrayList<>();
  private int connecting;
  private long lastUse;

  /// @param came called once for each request, by its own thread or by the one that ends it
  Requests(
      Sender sender, FlushSettings settings, Executor threads, BiConsumer<Sending, Outcome> came) {
    this.sender = sender;
    this.settings = settings;
    this.threads = threads;
    this.came = came;
  }

  /// Called when an invocation begins: closes connections that were idle for long, frozen time
  /// included.
  void begin(long now) {
    if (now - lastUse > IDLE) {
      sender.closeIdleConnections();
    }
    lastUse = now;
  }

  void start(Batch batch, @Nullable FinalFlush end, long expected) {
    long timeout = settings.timeout().toNanos();
    if (end != null) {
      timeout = Math.min(timeout, end.attempt(settings.nanos().getAsLong(), expected));
    }
    launch(batch, sender.deliver(batch), timeout, end != null);
  }

  void warmUp() {
    if (connecting == 0) {
      launch(null, sender.warmUp(), settings.timeout().toNanos(), false);
    }
  }

  private void launch(@Nullable Batch batch, Attempt attempt, long timeout, boolean last) {
    AwakeTime awake = settings.awake();
    if (underWay.isEmpty()) {
      awake.resume();
    }
    long now = awake.nanos();
    lastUse = settings.elapsed().nanos();
    Sending sending = new Sending(batch, attempt, now, lastUse, now + timeout, last);
    underWay.add(sending);
    connecting += batch == null ? 1 : 0;
    boolean started = false;
    try {
      threads.execute(() -> run(sending));
      started = true;
    } finally {
      if (!started) {
        var _ = remove(sending);
      }
    }
  }

  /// Whatever happens to the attempt, its batch is handed back with an outcome.
  private void run(Sending sending) {
    Outcome outcome = null;
    try {
      outcome = sending.attempt.run();
    } catch (Throwable e) {
      outcome = new Outcome.Unavailable("Unexpected failure: " + e, Duration.ZERO);
    } finally {
      came.accept(sending, outcome == null ? LATE : outcome);
    }
  }

  /// Returns whether it was still under way.
  boolean remove(Sending sending) {
    boolean removed = underWay.remove(sending);
    if (removed) {
      connecting -= sending.batch() == null ? 1 : 0;
      lastUse = settings.elapsed().nanos();
    }
    return removed;
  }

  /// Number of requests with records.
  int underWay() {
    return underWay.size() - connecting;
  }

  /// Whether one of them may still be answered soon.
  boolean isFresh() {
    long now = settings.elapsed().nanos();
    for (Sending sending : underWay) {
      boolean old = now - sending.startedElapsed >= settings.interval().toNanos();
      if (sending.batch() != null && !sending.overdue && !old) {
        return true;
      }
    }
    return false;
  }

  /// Whether a request that is not overdue carries records older than this number.
  boolean expectedBefore(long sequence) {
    return underWay.stream()
        .anyMatch(sending -> !sending.overdue && sending.carriesBefore(sequence));
  }

  boolean carriesBefore(long sequence) {
    return underWay.stream().anyMatch(sending -> sending.carriesBefore(sequence));
  }

  /// Marks requests with records older than this number as overdue: a wait for them has timed out.
  void overdueBefore(long sequence) {
    for (Sending sending : underWay) {
      sending.overdue |= sending.carriesBefore(sequence);
    }
  }

  /// Called when the end begins: limits requests under way to their share of the time that is left.
  void hurry(FinalFlush end, long now, long expected) {
    long awake = settings.awake().nanos();
    for (Sending sending : underWay) {
      sending.lateAt = Math.min(sending.lateAt, awake + end.attempt(now, expected));
    }
  }

  void learn(Sending sending, ExpectedLatency latency, long now) {
    long awake = settings.awake().nanos() - sending.startedAwake;
    latency.answered(awake, now - sending.startedElapsed, now);
  }

  void tick() {
    settings.awake().tick();
  }

  /// Ends late requests.
  void endLate(ExpectedLatency latency) {
    for (Sending sending : List.copyOf(underWay)) {
      if (isLate(sending)) {
        long awake = settings.awake().nanos() - sending.startedAwake;
        if (awake >= settings.timeout().toNanos()) {
          latency.neverAnswered(awake, settings.elapsed().nanos());
        }
        sending.overdue = true;
        came.accept(sending, LATE);
        sending.attempt.cancel();
      }
    }
  }

  private boolean isLate(Sending sending) {
    AwakeTime awake = settings.awake();
    if (awake.nanos() - sending.lateAt >= 0) {
      return true;
    }
    long elapsed = settings.elapsed().nanos() - sending.startedElapsed;
    return elapsed >= settings.timeout().toNanos() + AFTER_THAW && awake.sinceThaw() >= AFTER_THAW;
  }

  /// Nanoseconds until the next check for late requests.
  long pause() {
    long pause = underWay.isEmpty() ? Long.MAX_VALUE : AwakeTime.TICK;
    for (Sending sending : underWay) {
      pause = Math.min(pause, Math.max(1, sending.lateAt - settings.awake().nanos()));
    }
    return pause;
  }

  /// Cancels all of them; their outcomes are ignored.
  void cancelAll() {
    List<Sending> all = List.copyOf(underWay);
    underWay.clear();
    connecting = 0;
    all.forEach(sending -> sending.attempt.cancel());
  }
}
