package ai.openobserve.lambda.sandbox.internal.telemetry;

import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import ai.openobserve.lambda.sandbox.internal.model.SandboxOptions;
import ai.openobserve.lambda.sandbox.internal.telemetry.Subscriber.WhenBusy;
import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import ai.openobserve.lambda.sandbox.model.TelemetryPost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/// The events of a sandbox and their subscribers, across all generations of its environment.
///
/// Thread-safe; its own lock guards the subscribers and the events kept for new ones.
public final class TelemetryHub {
  private final SandboxOptions options;
  private final Journal<TelemetryPost> posts = new Journal<>("telemetry posts");
  private final Journal<String> events = new Journal<>("telemetry events");
  private final List<TelemetryEvent> history = new ArrayList<>();
  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
  private final List<TelemetryPoster> posters = new CopyOnWriteArrayList<>();
  private final AtomicInteger acknowledgementsToLose = new AtomicInteger();
  private boolean open = true;
  private boolean paused;
  private boolean held;
  private volatile Duration timeShift = Duration.ZERO;
  private volatile Duration delay = Duration.ZERO;

  public TelemetryHub(SandboxOptions options) {
    this.options = options;
  }

  /// The time of platform events, which is in the past while a snapshot is made.
  public Instant now() {
    return Instant.now().minus(timeShift);
  }

  /// Sets how far back [#now] is.
  public void timeShift(Duration shift) {
    timeShift = shift;
  }

  /// Sends an event to its subscribers, and keeps it for those that subscribe later in the init
  /// phase.
  public synchronized void emit(TelemetryEvent event) {
    events.append(event.json());
    if (open) {
      history.add(event);
    }
    subscribers.forEach(each -> each.offer(event));
  }

  /// Sends this body to every subscriber in a separate POST.
  public void emitBody(byte[] body) {
    subscribers.forEach(each -> each.offerBody(body));
  }

  /// Subscribes an extension, which first gets the events of this init phase so far.
  ///
  /// @throws LambdaError 403 after init; 500 for a second subscription; 400 for a schema violation;
  ///   202 if the emulator does not support telemetry
  public synchronized Subscription subscribe(String name, String body) throws LambdaError {
    if (options.telemetryMode() == TelemetryMode.NOT_SUPPORTED) {
      throw new LambdaError(202, "Telemetry.NotSupported", "Telemetry API is not supported");
    }
    if (!open) {
      throw LambdaError.forbidden(
          "Telemetry.SubscriptionClosed", "Telemetry API subscription is closed already");
    }
    Subscription subscription = Subscription.parse(body, options);
    if (subscribers().contains(name)) {
      throw new LambdaError(
          500, "InternalServerError", "extension " + name + " has subscribed already");
    }
    subscribers.add(subscriber(name, subscription));
    return subscription;
  }

  private Subscriber subscriber(String name, Subscription subscription) {
    boolean lambda = options.telemetryMode() == TelemetryMode.LAMBDA;
    TelemetryPoster poster = new TelemetryPoster(name, lambda, posts, acknowledgementsToLose);
    poster.delay(delay);
    posters.add(poster);
    WhenBusy whenBusy = lambda ? WhenBusy.WAIT : WhenBusy.DROP;
    Subscriber subscriber = new Subscriber(name, subscription, whenBusy, this::dropped, poster);
    if (held) {
      subscriber.hold();
    }
    if (paused) {
      subscriber.pause();
    }
    history.forEach(subscriber::offer);
    return subscriber;
  }

  private void dropped(int records, int bytes, String reason) {
    String record =
        JsonMapper.shared()
            .createObjectNode()
            .put("droppedBytes", bytes)
            .put("droppedRecords", records)
            .put("reason", reason)
            .toString();
    emit(new TelemetryEvent(Instant.now(), "platform.logsDropped", record, record));
  }

  /// Closes subscription: init is over.
  public synchronized void closeSubscription() {
    open = false;
    history.clear();
  }

  /// Removes all subscribers: their environment is gone, and those of a new one may subscribe.
  public synchronized void reset() {
    subscribers.forEach(Subscriber::close);
    subscribers.clear();
    posters.clear();
    history.clear();
    open = true;
    paused = false;
  }

  /// Sends nothing until [#resume], nor to later subscribers: the environment is frozen.
  public synchronized void pause() {
    paused = true;
    subscribers.forEach(Subscriber::pause);
  }

  /// Ends [#pause].
  public synchronized void resume() {
    paused = false;
    subscribers.forEach(Subscriber::resume);
  }

  /// Sends nothing until [#release], nor to later subscribers; for tests.
  public synchronized void hold() {
    held = true;
    subscribers.forEach(Subscriber::hold);
  }

  /// Ends [#hold].
  public synchronized void release() {
    held = false;
    subscribers.forEach(Subscriber::release);
  }

  /// Waits this long before every POST from now on.
  public void delay(Duration value) {
    delay = value;
    posters.forEach(poster -> poster.delay(value));
  }

  /// Sends this many of the next POSTs twice, as if their acknowledgements had been lost.
  public void loseAcknowledgements(int posts) {
    acknowledgementsToLose.addAndGet(posts);
  }

  /// Makes everything pending due immediately.
  public void flush() {
    subscribers.forEach(Subscriber::flush);
  }

  /// Waits until nothing is pending or in flight.
  ///
  /// @return false if the deadline, by [System#nanoTime], passed first
  public boolean awaitIdle(long deadlineNanos) {
    try {
      for (Subscriber each : subscribers) {
        if (!each.awaitIdle(deadlineNanos)) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Every POST to a subscriber, including failed ones.
  public Journal<TelemetryPost> posts() {
    return posts;
  }

  /// Every event.
  public Journal<String> events() {
    return events;
  }

  /// The names of the subscribers.
  public List<String> subscribers() {
    return subscribers.stream().map(Subscriber::name).toList();
  }
}
