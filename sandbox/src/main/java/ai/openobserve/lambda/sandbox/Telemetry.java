package ai.openobserve.lambda.sandbox;

import ai.openobserve.lambda.sandbox.internal.lifecycle.TelemetryOrder;
import ai.openobserve.lambda.sandbox.internal.telemetry.TelemetryEvent;
import ai.openobserve.lambda.sandbox.internal.telemetry.TelemetryHub;
import ai.openobserve.lambda.sandbox.journal.AwaitTimeoutException;
import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.model.TelemetryPost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Controls the Telemetry API of an environment for a test or a demo: watches its POSTs, holds them
/// back, or sends what no function would produce.
public final class Telemetry {
  private final TelemetryHub hub;
  private final TelemetryOrder order;

  Telemetry(TelemetryHub hub, TelemetryOrder order) {
    this.hub = hub;
    this.order = order;
  }

  /// Every POST to a subscriber, including failed ones. A POST is added when it is answered, which
  /// may be after the subscriber has seen it.
  public Journal<TelemetryPost> posts() {
    return hub.posts();
  }

  /// Every event, as the JSON object that is (or will be) delivered to the subscribers of its type.
  public Journal<String> events() {
    return hub.events();
  }

  /// Adds an event of this type, dated now. It is batched and delivered like any other.
  ///
  /// @param recordJson the record as JSON; not validated, so that tests can send anything
  public void inject(String type, String recordJson) {
    hub.emit(new TelemetryEvent(Instant.now(), type, recordJson, recordJson));
  }

  /// Sends this body to every subscriber in a separate POST, after what is in flight. It is retried
  /// like any other.
  public void injectBody(byte[] body) {
    hub.emitBody(body);
  }

  /// Holds back all deliveries until [#release].
  public void hold() {
    hub.hold();
  }

  /// Ends [#hold].
  public void release() {
    hub.release();
  }

  /// From now on, waits this long before every POST.
  public void delay(Duration delay) {
    hub.delay(delay);
  }

  /// Sends this many of the next POSTs twice, as if the extension's answers had been lost, so that
  /// their records arrive twice. The emulator's modes ignore this, since they do not retry.
  public void loseAcknowledgements(int posts) {
    hub.loseAcknowledgements(posts);
  }

  /// From now on, delivers `platform.runtimeDone` before the extensions get the INVOKE event, as
  /// happens with very fast functions. An extension gets the event only after it has acknowledged
  /// the POST.
  public void runtimeDoneAheadOfNext(boolean ahead) {
    order.runtimeDoneAheadOfNext(ahead);
  }

  /// At shutdown, delivers the remaining telemetry this long after the SHUTDOWN event.
  public void delayTrailing(Duration delay) {
    order.delayTrailing(delay);
  }

  /// Waits until every event so far has been acknowledged by its subscribers or dropped.
  ///
  /// @throws AwaitTimeoutException if some are still pending
  public void awaitDelivered(Duration timeout) {
    if (!hub.awaitIdle(System.nanoTime() + timeout.toNanos())) {
      throw new AwaitTimeoutException(
          "Telemetry was not acknowledged within %d ms; %s"
              .formatted(timeout.toMillis(), posts().entries()));
    }
  }

  /// The names of the subscribed extensions.
  public List<String> subscribers() {
    return hub.subscribers();
  }
}
