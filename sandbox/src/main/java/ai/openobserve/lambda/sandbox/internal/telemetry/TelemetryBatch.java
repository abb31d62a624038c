package ai.openobserve.lambda.sandbox.internal.telemetry;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/// The events queued for one subscriber. The next POST is due when there are maxItems events or
/// maxBytes bytes, or when the first event is timeoutMs old, excluding frozen time.
///
/// Not thread-safe; times are those of [System#nanoTime].
final class TelemetryBatch {
  /// The most to keep for a listener that does not acknowledge; Lambda does not document its own
  /// limit.
  static final int MAX_PENDING_BYTES = 64 << 20;

  /// How an element of the queue is sent.
  private enum Form {
    /// As an element of an array.
    EVENT,
    /// As a separate body.
    BODY
  }

  private static final class Item {
    private final byte[] bytes;
    private final Form form;
    private final long queuedNanos;

    Item(byte[] bytes, Form form, long queuedNanos) {
      this.bytes = bytes;
      this.form = form;
      this.queuedNanos = queuedNanos;
    }
  }

  /// The content of one POST.
  static final class Post {
    private final byte[] body;
    private final int items;
    private final int bytes;

    private Post(byte[] body, int items, int bytes) {
      this.body = body;
      this.items = items;
      this.bytes = bytes;
    }

    /// The body; not copied.
    byte[] body() {
      return body;
    }

    /// The number of events; 0 for a separate body.
    int items() {
      return items;
    }

    /// The size of the events.
    int bytes() {
      return bytes;
    }
  }

  /// Events dropped for lack of room.
  record Lost(int records, int bytes) {}

  private final Subscription subscription;
  private final FreezableClock clock = new FreezableClock();
  private final Deque<Item> pending = new ArrayDeque<>();
  private int pendingBytes;
  private int bodies;
  private Lost lost = new Lost(0, 0);
  private boolean flushing;

  TelemetryBatch(Subscription subscription) {
    this.subscription = subscription;
  }

  /// Adds an event.
  void addEvent(byte[] json, long nanos) {
    add(json, Form.EVENT, nanos);
  }

  /// Adds a body that is sent alone and unchanged.
  void addBody(byte[] body, long nanos) {
    add(body, Form.BODY, nanos);
  }

  private void add(byte[] bytes, Form form, long nanos) {
    if (pendingBytes > MAX_PENDING_BYTES) {
      lost = new Lost(lost.records() + 1, lost.bytes() + bytes.length);
      return;
    }
    pending.add(new Item(bytes, form, clock.read(nanos)));
    pendingBytes += bytes.length;
    bodies += form == Form.BODY ? 1 : 0;
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /// Stops the clock: nothing comes due.
  void freeze(long nanos) {
    clock.freeze(nanos);
  }

  /// Restarts the clock.
  void thaw(long nanos) {
    clock.thaw(nanos);
  }

  /// Makes everything in the queue due now.
  void flush() {
    flushing = !pending.isEmpty();
  }

  /// The time until the next POST is due, zero or less if it is due; empty if nothing is queued or
  /// the environment is frozen.
  OptionalLong due(long nanos) {
    Item first = pending.peek();
    if (first == null || clock.isFrozen()) {
      return OptionalLong.empty();
    }
    if (flushing
        || bodies > 0
        || pending.size() >= subscription.maxItems()
        || pendingBytes >= subscription.maxBytes()) {
      return OptionalLong.of(0);
    }
    long age = clock.read(nanos) - first.queuedNanos;
    return OptionalLong.of(subscription.timeout().toNanos() - age);
  }

  /// Removes the next POST. The event that reaches maxBytes is the last of its batch, so a body can
  /// be larger than maxBytes.
  Post take() {
    List<byte[]> events = new ArrayList<>();
    int bytes = 0;
    Post body = null;
    while (body == null
        && !pending.isEmpty()
        && events.size() < subscription.maxItems()
        && bytes < subscription.maxBytes()) {
      Item next = pending.element();
      if (next.form == Form.BODY) {
        if (!events.isEmpty()) {
          break;
        }
        body = new Post(next.bytes, 0, next.bytes.length);
        bodies--;
      } else {
        events.add(next.bytes);
      }
      pending.remove();
      bytes += next.bytes.length;
    }
    pendingBytes -= bytes;
    flushing = flushing && !pending.isEmpty();
    return body == null ? new Post(array(events), events.size(), bytes) : body;
  }

  /// The events dropped since the last call.
  Lost takeLost() {
    Lost taken = lost;
    lost = new Lost(0, 0);
    return taken;
  }

  private static byte[] array(List<byte[]> events) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write('[');
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        body.write(',');
      }
      body.writeBytes(events.get(i));
    }
    body.write(']');
    return body.toByteArray();
  }
}
