package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.config.FlushStrategy;
import ai.openobserve.lambda.extension.delivery.Attempt;
import ai.openobserve.lambda.extension.delivery.Outcome;
import ai.openobserve.lambda.extension.delivery.Sender;
import ai.openobserve.lambda.extension.testing.Configurations;
import ai.openobserve.lambda.extension.testing.LogTrail;
import ai.openobserve.lambda.extension.testing.Records;
import ai.openobserve.lambda.extension.testing.SettableClock;
import ai.openobserve.lambda.extension.time.Clocks;
import ai.openobserve.lambda.extension.time.Deadline;
import ai.openobserve.lambda.extension.time.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A flusher, its backend and time itself, on one thread: whoever waits makes time pass, and with
/// it answers come, time-outs are over, probes are due. What took a second takes no time, and
/// happens in the same order each time.
final class World implements Sender, Waiter, Executor {
  static final Duration BUDGET = Duration.ofSeconds(1);
  static final Duration WORK = Duration.ofMillis(10);

  final SettableClock clock = new SettableClock();
  final Ledger ledger = new Ledger();
  final LogTrail trail = new LogTrail();
  final LogBuffer buffer;
  final Flusher flusher;

  /// What was sent, stored or not, in the order of the requests.
  final List<List<String>> requests = new ArrayList<>();

  /// What the backend has stored, once for each time.
  final List<String> stored = new ArrayList<>();

  int warmUps;
  int idleClosed;
  int holdingChanges;
  private final List<Coming> coming = new ArrayList<>();
  private Function<Batch, Reply> backend = World::accepts;
  private @Nullable Throwable threadFailure;
  private @Nullable Coming made;
  private boolean watching;
  private long wakeAt;
  private int next;

  /// What the backend does with a request.
  ///
  /// @param latency null for an answer that never comes
  /// @param failure what the request meets instead of an answer
  record Reply(@Nullable Duration latency, Outcome outcome, @Nullable Throwable failure) {
    Reply(@Nullable Duration latency, Outcome outcome) {
      this(latency, outcome, null);
    }

    Reply after(Duration later) {
      return new Reply(later, outcome, failure);
    }
  }

  /// An answer on its way.
  private static final class Coming {
    final long at;
    @Nullable Runnable task;

    Coming(long at) {
      this.at = at;
    }
  }

  World(String... settings) {
    this(new BatchLimits(100, 2000, 20_000), settings);
  }

  World(BatchLimits limits, String... settings) {
    String[] all =
        List.of(
                List.of("O2_INITIAL_RETRY_DELAY_MS", "1000", "O2_MAX_RETRY_DELAY_MS", "30000"),
                List.of(settings))
            .stream()
            .flatMap(List::stream)
            .toArray(String[]::new);
    buffer = new LogBuffer(200_000, limits, ledger, trail.log());
    flusher =
        new Flusher(
            buffer,
            this,
            ledger,
            FlushSettings.of(
                Configurations.of("http://127.0.0.1", all),
                new Clocks(clock, clock::nanos),
                () -> 0),
            this,
            this,
            () -> holdingChanges++,
            trail.log());
  }

  // The backend

  static Reply accepts(Batch batch) {
    return new Reply(Duration.ZERO, new Outcome.Accepted(batch.records(), 0, ""));
  }

  static Reply fails(String reason) {
    return new Reply(Duration.ZERO, new Outcome.Unavailable(reason, Duration.ZERO));
  }

  static Reply answers(Outcome outcome) {
    return new Reply(Duration.ZERO, outcome);
  }

  static Reply meets(Throwable failure) {
    return new Reply(Duration.ZERO, new Outcome.Unavailable("never seen", Duration.ZERO), failure);
  }

  static Reply hangs() {
    return new Reply(null, new Outcome.Unavailable("never seen", Duration.ZERO));
  }

  /// From now on.
  World backend(Function<Batch, Reply> replies) {
    backend = replies;
    return this;
  }

  /// The next requests get these replies, those after them are accepted after the same time as the
  /// last.
  World replies(Duration later, Reply... first) {
    List<Reply> left = new ArrayList<>(List.of(first));
    return backend(batch -> left.isEmpty() ? accepts(batch).after(later) : left.removeFirst());
  }

  @SuppressWarnings("unchecked")
  static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
    throw (T) failure;
  }

  /// No more threads: every start fails with this, or works where it is null.
  void failThreads(@Nullable Throwable failure) {
    threadFailure = failure;
  }

  @Override
  public Attempt deliver(Batch batch) {
    requests.add(Records.of(batch));
    Reply reply = backend.apply(batch);
    Duration latency = reply.latency();
    long at = latency == null ? Long.MAX_VALUE : worldTime() + latency.toNanos();
    Coming answer = new Coming(at);
    made = answer;
    return new Attempt() {
      @Override
      public Outcome run() {
        if (reply.failure() != null) {
          throw World.<RuntimeException>sneaky(reply.failure());
        }
        if (reply.outcome() instanceof Outcome.Accepted) {
          stored.addAll(Records.of(batch));
        }
        return reply.outcome();
      }

      @Override
      public void cancel() {
        coming.remove(answer);
      }
    };
  }

  @Override
  public Attempt warmUp() {
    warmUps++;
    made = new Coming(worldTime());
    return new Attempt() {
      @Override
      public Outcome run() {
        return new Outcome.Accepted(0, 0, "");
      }

      @Override
      public void cancel() {}
    };
  }

  @Override
  public void closeIdleConnections() {
    idleClosed++;
  }

  // Threads and time

  @Override
  public void execute(Runnable task) {
    if (!watching) {
      watching = true;
      return;
    }
    if (threadFailure instanceof Error error) {
      throw error;
    }
    Coming answer = java.util.Objects.requireNonNull(made);
    answer.task = task;
    coming.add(answer);
    made = null;
  }

  private long worldTime() {
    return Duration.between(SettableClock.START, clock.instant()).toNanos();
  }

  long millis() {
    return worldTime() / 1_000_000;
  }

  @Override
  public long await(Condition changed, long nanos) {
    long end = worldTime() + nanos;
    turn(end);
    return end - worldTime();
  }

  /// Time passes.
  void pass(Duration time) {
    long until = worldTime() + time.toNanos();
    while (worldTime() < until) {
      turn(until);
    }
  }

  /// The environment is frozen; on both clocks, as a stopped process sees it.
  void freeze(Duration time) {
    clock.advance(time);
    thaw();
  }

  /// The same where the monotonic clock stands still.
  void freezeMonotonicToo(Duration time) {
    clock.freeze(time);
    thaw();
  }

  /// The worst order: time-outs are looked at before the sockets are.
  private void thaw() {
    wake();
    turn(worldTime());
  }

  private void wake() {
    if (watching) {
      long pause = flusher.dispatch().step();
      wakeAt = pause == Long.MAX_VALUE ? Long.MAX_VALUE : worldTime() + pause;
    }
  }

  /// Makes time pass until something happens, or until then.
  private void turn(long until) {
    wake();
    Coming first = null;
    for (Coming each : coming) {
      if (each.task != null && (first == null || each.at < first.at)) {
        first = each;
      }
    }
    long then = Math.min(until, watching ? wakeAt : Long.MAX_VALUE);
    if (first != null && first.at <= then) {
      advanceTo(first.at);
      coming.remove(first);
      java.util.Objects.requireNonNull(first.task).run();
    } else {
      advanceTo(then);
    }
    wake();
  }

  private void advanceTo(long time) {
    if (time > worldTime()) {
      clock.advance(Duration.ofNanos(time - worldTime()));
    }
  }

  // What an environment does

  /// Telemetry of so many lines, numbered on.
  void lines(int count) {
    for (int i = 0; i < count; i++) {
      Records.append(buffer, "\"" + next++ + "\"");
    }
    flusher.recordsArrived();
  }

  /// An invocation with so many lines, as the life cycle has it; the environment is frozen
  /// afterwards, for an instant. Returns the milliseconds that it was held after its work.
  long invoke(int lines) throws InterruptedException {
    return invoke(lines, FlushStrategy.END);
  }

  long invoke(int lines, FlushStrategy strategy) throws InterruptedException {
    buffer.holds().allow(BUDGET);
    boolean worth = flusher.begin();
    FlushStrategy chosen = worth ? strategy : FlushStrategy.CONTINUOUS;
    flusher.follow(chosen);
    lines(lines);
    pass(WORK);
    long before = millis();
    if (chosen != FlushStrategy.CONTINUOUS && flusher.isWorthHolding()) {
      flusher.flush(BUDGET);
    }
    return millis() - before;
  }

  /// The end, with so much time left. Returns whether nothing was lost.
  boolean shutDown(Duration left) throws InterruptedException {
    flusher.beginEnd(Deadline.in(left, clock.nanos()));
    flusher.awaitEnd();
    return flusher.end();
  }
}
