package ai.openobserve.lambda.sandbox.internal.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Sends the events of one subscriber, one POST at a time. The lock guards its batch and its flags.
final class Subscriber implements AutoCloseable {
  /// What happens to a batch that comes due while another is in flight, or is not acknowledged.
  enum WhenBusy {
    /// It waits, as on Lambda.
    WAIT,
    /// It is dropped, as by the emulator.
    DROP
  }

  /// Gets a report of each dropped batch.
  interface Drops {
    void dropped(int records, int bytes, String reason);
  }

  private static final String TOO_SLOW =
      "Some logs were dropped because the downstream consumer is slower than the"
          + " logs production rate";

  private final String name;
  private final Subscription subscription;
  private final WhenBusy whenBusy;
  private final Drops drops;
  private final TelemetryPoster poster;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TelemetryBatch batch;
  private boolean inFlight;
  private boolean held;
  private boolean closed;

  Subscriber(
      String name,
      Subscription subscription,
      WhenBusy whenBusy,
      Drops drops,
      TelemetryPoster poster) {
    this.name = name;
    this.subscription = subscription;
    this.batch = new TelemetryBatch(subscription);
    this.whenBusy = whenBusy;
    this.drops = drops;
    this.poster = poster;
    Thread.ofVirtual().name("telemetry-" + name).start(this::run);
  }

  String name() {
    return name;
  }

  void offer(TelemetryEvent event) {
    if (subscription.types().contains(event.category())) {
      byte[] json = subscription.json(event).getBytes(StandardCharsets.UTF_8);
      update(() -> batch.addEvent(json, System.nanoTime()));
    }
  }

  void offerBody(byte[] body) {
    byte[] copy = body.clone();
    update(() -> batch.addBody(copy, System.nanoTime()));
  }

  /// Stops the clock and sends nothing: the environment is frozen.
  void pause() {
    update(() -> batch.freeze(System.nanoTime()));
  }

  void resume() {
    update(() -> batch.thaw(System.nanoTime()));
  }

  /// Sends nothing until [#release].
  void hold() {
    update(() -> held = true);
  }

  void release() {
    update(() -> held = false);
  }

  /// Makes everything pending due immediately.
  void flush() {
    update(batch::flush);
  }

  /// Waits until nothing is pending or in flight.
  ///
  /// @return false if the deadline passed first
  boolean awaitIdle(long deadlineNanos) throws InterruptedException {
    lock.lock();
    try {
      while (!closed && (inFlight || !batch.isEmpty())) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        long _ = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    update(() -> closed = true);
    poster.close();
  }

  private void run() {
    try {
      Optional<TelemetryBatch.Post> next = awaitPost();
      while (next.isPresent()) {
        TelemetryBatch.Post post = next.get();
        Thread.ofVirtual().name("telemetry-post-" + name).start(() -> send(post));
        next = awaitPost();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for a POST to send; empty when closed.
  private Optional<TelemetryBatch.Post> awaitPost() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        OptionalLong due = held ? OptionalLong.empty() : batch.due(System.nanoTime());
        if (due.isEmpty() || (inFlight && whenBusy == WhenBusy.WAIT)) {
          changed.await();
        } else if (due.getAsLong() > 0) {
          long _ = changed.awaitNanos(due.getAsLong());
        } else if (inFlight) {
          drop(take());
        } else {
          inFlight = true;
          return Optional.of(take());
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private TelemetryBatch.Post take() {
    TelemetryBatch.Post post = batch.take();
    TelemetryBatch.Lost lost = batch.takeLost();
    if (lost.records() > 0) {
      reportDrop(lost.records(), lost.bytes());
    }
    changed.signalAll();
    return post;
  }

  private void drop(TelemetryBatch.Post post) {
    reportDrop(Math.max(post.items(), 1), post.bytes());
  }

  /// Runs on its own thread, since the report is itself an event for this subscriber.
  private void reportDrop(int records, int bytes) {
    Thread.ofVirtual()
        .name("telemetry-dropped-" + name)
        .start(() -> drops.dropped(records, bytes, TOO_SLOW));
  }

  private void send(TelemetryBatch.Post post) {
    boolean delivered = poster.post(subscription.destination(), post.body(), post.items());
    if (!delivered && whenBusy == WhenBusy.DROP) {
      drop(post);
    }
    update(() -> inFlight = false);
  }

  private void update(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
