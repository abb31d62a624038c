package ai.openobserve.lambda.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Batches events for one subscriber: a batch is due when it has maxItems events, or maxBytes
/// bytes, or its first event is timeoutMs old (time in which the environment is frozen does not
/// count). One POST is in flight at a time.
final class Subscriber implements AutoCloseable {
  /// What is kept for a listener that does not acknowledge; Lambda's own limit is not documented.
  private static final int MAX_PENDING_BYTES = 64 << 20;

  /// An element of the queue: an event, or a whole body of its own.
  private static final class Item {
    private final byte[] json;
    private final boolean raw;
    private final long queuedNanos;

    Item(byte[] json, boolean raw, long queuedNanos) {
      this.json = json;
      this.raw = raw;
      this.queuedNanos = queuedNanos;
    }
  }

  /// Who hears of batches that are dropped.
  interface Drops {
    void dropped(int records, int bytes, String reason);
  }

  private final String name;
  private final Subscription subscription;
  private final boolean dropsWhenBusy;
  private final Drops drops;
  private final TelemetryPoster poster;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Item> pending = new ArrayDeque<>();
  private int pendingBytes;
  private int rawBodies;
  private int lostRecords;
  private int lostBytes;
  private boolean inFlight;
  private boolean paused;
  private boolean held;
  private boolean flushing;
  private boolean closed;
  private long pausedSince;
  private long pausedNanos;

  Subscriber(
      String name,
      Subscription subscription,
      boolean dropsWhenBusy,
      Drops drops,
      TelemetryPoster poster) {
    this.name = name;
    this.subscription = subscription;
    this.dropsWhenBusy = dropsWhenBusy;
    this.drops = drops;
    this.poster = poster;
    Thread.ofVirtual().name("telemetry-" + name).start(this::run);
  }

  String name() {
    return name;
  }

  void offer(TelemetryEvent event) {
    if (subscription.types().contains(event.category())) {
      byte[] json = event.json(subscription.strings()).getBytes(StandardCharsets.UTF_8);
      add(json, false);
    }
  }

  void offerBody(byte[] body) {
    add(body.clone(), true);
  }

  private void add(byte[] json, boolean raw) {
    update(() -> {
      if (pendingBytes > MAX_PENDING_BYTES) {
        lostRecords++;
        lostBytes += json.length;
        return;
      }
      pending.add(new Item(json, raw, System.nanoTime() - pausedNanos));
      pendingBytes += json.length;
      rawBodies += raw ? 1 : 0;
    });
  }

  /// Stops the clock and sends nothing: the environment is frozen.
  void pause() {
    update(() -> {
      if (!paused) {
        paused = true;
        pausedSince = System.nanoTime();
      }
    });
  }

  void resume() {
    update(() -> {
      if (paused) {
        paused = false;
        pausedNanos += System.nanoTime() - pausedSince;
      }
    });
  }

  void hold(boolean value) {
    update(() -> held = value);
  }

  /// Everything pending is due now.
  void flush() {
    update(() -> flushing = !pending.isEmpty());
  }

  /// Waits until nothing is pending or in flight.
  ///
  /// @return whether that was so before the deadline
  boolean awaitIdle(long deadlineNanos) throws InterruptedException {
    lock.lock();
    try {
      while (!closed && (inFlight || !pending.isEmpty())) {
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
      while (true) {
        List<Item> batch = nextBatch();
        if (batch.isEmpty()) {
          return;
        }
        Thread.ofVirtual().name("telemetry-post-" + name).start(() -> post(batch));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for a batch to send; empty when closed.
  private List<Item> nextBatch() throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        if (closed) {
          return List.of();
        }
        long wait = nanosUntilDue();
        boolean stopped = paused || held || pending.isEmpty();
        if (!stopped && wait <= 0 && !inFlight) {
          inFlight = true;
          return take();
        }
        if (!stopped && wait <= 0 && dropsWhenBusy) {
          drop(take());
        } else if (stopped || (inFlight && !dropsWhenBusy)) {
          changed.await();
        } else {
          long _ = changed.awaitNanos(wait);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private long nanosUntilDue() {
    Item first = pending.peek();
    if (first == null) {
      return Long.MAX_VALUE;
    }
    if (flushing
        || rawBodies > 0
        || pending.size() >= subscription.maxItems()
        || pendingBytes >= subscription.maxBytes()) {
      return 0;
    }
    return first.queuedNanos + subscription.timeout().toNanos() + pausedNanos - System.nanoTime();
  }

  /// The event that reaches maxBytes is the last one of its batch, so that a body can be larger
  /// than that.
  private List<Item> take() {
    List<Item> batch = new ArrayList<>();
    int bytes = 0;
    while (!pending.isEmpty()
        && batch.size() < subscription.maxItems()
        && bytes < subscription.maxBytes()) {
      Item next = pending.element();
      if (next.raw && !batch.isEmpty()) {
        break;
      }
      pending.remove();
      batch.add(next);
      bytes += next.json.length;
      if (next.raw) {
        rawBodies--;
        break;
      }
    }
    pendingBytes -= bytes;
    flushing = flushing && !pending.isEmpty();
    if (lostRecords > 0) {
      reportDrop(lostRecords, lostBytes);
      lostRecords = 0;
      lostBytes = 0;
    }
    changed.signalAll();
    return batch;
  }

  private void drop(List<Item> batch) {
    reportDrop(batch.size(), batch.stream().mapToInt(item -> item.json.length).sum());
  }

  /// On a thread of its own, since the report is an event for this subscriber too.
  private void reportDrop(int records, int bytes) {
    Thread.ofVirtual()
        .name("telemetry-dropped-" + name)
        .start(() ->
            drops.dropped(
                records,
                bytes,
                "Some logs were dropped because the downstream consumer is slower than the"
                    + " logs production rate"));
  }

  private void post(List<Item> batch) {
    Item first = batch.getFirst();
    byte[] body =
        first.raw
            ? first.json
            : TelemetryPoster.array(batch.stream().map(item -> item.json).toList());
    boolean delivered = poster.post(subscription.destination(), body, first.raw ? 0 : batch.size());
    if (!delivered && dropsWhenBusy) {
      drop(batch);
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
