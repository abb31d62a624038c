package ai.openobserve.lambda.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The Telemetry API of a sandbox, over all generations of its environment.
final class TelemetryHub implements Telemetry {
  private final SandboxOptions options;
  private final Journal<TelemetryPost> posts = new Journal<>("telemetry posts");
  private final Journal<String> events = new Journal<>("telemetry events");
  private final List<TelemetryEvent> history = new ArrayList<>();
  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
  private final List<TelemetryPoster> posters = new CopyOnWriteArrayList<>();
  private final PlatformEvents platform;
  private boolean open = true;
  private boolean paused;
  private volatile Duration timeShift = Duration.ZERO;
  private volatile boolean held;
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean ahead;
  private volatile Duration trailingDelay = Duration.ZERO;

  TelemetryHub(SandboxOptions options) {
    this.options = options;
    this.platform = new PlatformEvents(this, options);
  }

  PlatformEvents platform() {
    return platform;
  }

  /// The time of platform events, which lies in the past while a snapshot is made.
  Instant now() {
    return Instant.now().minus(timeShift);
  }

  void timeShift(Duration shift) {
    timeShift = shift;
  }

  /// Hands an event to its subscribers, and keeps it for those who subscribe later in the init
  /// phase.
  synchronized void emit(TelemetryEvent event) {
    events.append(event.json(false));
    if (open) {
      history.add(event);
    }
    subscribers.forEach(each -> each.offer(event));
  }

  /// Subscribes an extension, which gets everything of this init phase so far.
  ///
  /// @throws LambdaError 403 after init; 500 on a second subscription; 400 where the schema is
  ///   violated
  synchronized void subscribe(String name, String body) throws LambdaError {
    if (!open) {
      throw LambdaError.forbidden(
          "Telemetry.SubscriptionClosed", "Telemetry API subscription is closed already");
    }
    Subscription subscription = Subscription.parse(body, options);
    if (subscribers.stream().anyMatch(each -> each.name().equals(name))) {
      throw new LambdaError(
          500, "InternalServerError", "extension " + name + " has subscribed already");
    }
    boolean retries = options.telemetryMode() == TelemetryMode.LAMBDA;
    TelemetryPoster poster = new TelemetryPoster(name, retries, posts);
    poster.delay(delay);
    Subscriber subscriber = new Subscriber(name, subscription, !retries, this::dropped, poster);
    subscriber.hold(held);
    if (paused) {
      subscriber.pause();
    }
    history.forEach(subscriber::offer);
    posters.add(poster);
    subscribers.add(subscriber);
    platform.telemetrySubscription(name, subscription.types());
  }

  private void dropped(int records, int bytes, String reason) {
    String record =
        tools.jackson.databind.json.JsonMapper.shared()
            .createObjectNode()
            .put("droppedBytes", bytes)
            .put("droppedRecords", records)
            .put("reason", reason)
            .toString();
    emit(new TelemetryEvent(Instant.now(), "platform.logsDropped", record, record));
  }

  synchronized void closeSubscription() {
    open = false;
    history.clear();
  }

  /// Forgets all subscribers: their environment is gone, and a new one may subscribe.
  synchronized void reset() {
    subscribers.forEach(Subscriber::close);
    subscribers.clear();
    posters.clear();
    history.clear();
    open = true;
    paused = false;
  }

  /// Sends nothing until [#resume], to later subscribers neither: the environment is frozen.
  synchronized void pause() {
    paused = true;
    subscribers.forEach(Subscriber::pause);
  }

  synchronized void resume() {
    paused = false;
    subscribers.forEach(Subscriber::resume);
  }

  void flush() {
    subscribers.forEach(Subscriber::flush);
  }

  boolean runtimeDoneAhead() {
    return ahead;
  }

  Duration trailingDelay() {
    return trailingDelay;
  }

  @Override
  public Journal<TelemetryPost> posts() {
    return posts;
  }

  @Override
  public Journal<String> events() {
    return events;
  }

  @Override
  public void inject(String type, String recordJson) {
    emit(new TelemetryEvent(Instant.now(), type, recordJson, recordJson));
  }

  @Override
  public void injectBody(byte[] body) {
    each(subscriber -> subscriber.offerBody(body));
  }

  @Override
  public void hold() {
    held = true;
    each(subscriber -> subscriber.hold(true));
  }

  @Override
  public void release() {
    held = false;
    each(subscriber -> subscriber.hold(false));
  }

  @Override
  public void delay(Duration value) {
    delay = value;
    posters.forEach(poster -> poster.delay(value));
  }

  @Override
  public void runtimeDoneAheadOfNext(boolean value) {
    ahead = value;
  }

  @Override
  public void delayTrailing(Duration value) {
    trailingDelay = value;
  }

  @Override
  public void awaitDelivered(Duration timeout) {
    if (!awaitIdle(System.nanoTime() + timeout.toNanos())) {
      throw new AwaitTimeoutException(
          "Telemetry was not acknowledged within %d ms; %s"
              .formatted(timeout.toMillis(), posts.entries()));
    }
  }

  boolean awaitIdle(long deadlineNanos) {
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

  @Override
  public List<String> subscribers() {
    return subscribers.stream().map(Subscriber::name).toList();
  }

  private void each(Consumer<Subscriber> action) {
    subscribers.forEach(action);
  }
}
