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

/// The Telemetry API of an environment, as a test or a demo handles it: watch its POSTs, hold them,
/// or make it send something that no function would produce.
public final class Telemetry {
  private final TelemetryHub hub;
  private final TelemetryOrder order;

  Telemetry(TelemetryHub hub, TelemetryOrder order) {
    this.hub = hub;
    this.order = order;
  }

  /// Every POST to a subscriber, failed ones included. A POST is entered once it was answered,
  /// which may be later than the subscriber has seen it.
  public Journal<TelemetryPost> posts() {
    return hub.posts();
  }

  /// Every event, as the JSON object that is (or will be) delivered to the subscribers of its type.
  public Journal<String> events() {
    return hub.events();
  }

  /// Adds an event of the given type with the time of now; batched and delivered like any other.
  ///
  /// @param recordJson the record as JSON; not checked, so that anything can be sent
  public void inject(String type, String recordJson) {
    hub.emit(new TelemetryEvent(Instant.now(), type, recordJson, recordJson));
  }

  /// Sends every subscriber this body in a POST of its own, after what is in flight; retried like
  /// any other.
  public void injectBody(byte[] body) {
    hub.emitBody(body);
  }

  /// Delivers nothing until [#release].
  public void hold() {
    hub.hold();
  }

  /// Ends [#hold].
  public void release() {
    hub.release();
  }

  /// From now on, waits so long before every POST.
  public void delay(Duration delay) {
    hub.delay(delay);
  }

  /// Sends so many of the next POSTs again, as if the extension's answer had been lost on the way:
  /// its records come twice. The emulator, which does not retry, does not.
  public void loseAcknowledgements(int posts) {
    hub.loseAcknowledgements(posts);
  }

  /// From now on, delivers `platform.runtimeDone` before the extensions are given the INVOKE event:
  /// what happens with very fast functions. The extension has to acknowledge the POST before it
  /// gets the event.
  public void runtimeDoneAheadOfNext(boolean ahead) {
    order.runtimeDoneAheadOfNext(ahead);
  }

  /// At shutdown, delivers what is still to be delivered so long after the SHUTDOWN event was given
  /// to the extensions.
  public void delayTrailing(Duration delay) {
    order.delayTrailing(delay);
  }

  /// Waits until every event so far was acknowledged by its subscribers (or dropped).
  ///
  /// @throws AwaitTimeoutException where it was not
  public void awaitDelivered(Duration timeout) {
    if (!hub.awaitIdle(System.nanoTime() + timeout.toNanos())) {
      throw new AwaitTimeoutException(
          "Telemetry was not acknowledged within %d ms; %s"
              .formatted(timeout.toMillis(), posts().entries()));
    }
  }

  /// The subscribers: names of extensions.
  public List<String> subscribers() {
    return hub.subscribers();
  }
}
