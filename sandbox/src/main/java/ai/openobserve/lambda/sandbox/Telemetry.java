package ai.openobserve.lambda.sandbox;

import java.time.Duration;
import java.util.List;

/// The Telemetry API of an environment, as a test or a demo handles it: watch its POSTs, hold them,
/// or make it send something that no function would produce.
public interface Telemetry {

  /// Every POST to a subscriber, failed ones included.
  Journal<TelemetryPost> posts();

  /// Every event, as the JSON object that is (or will be) delivered to the subscribers of its type.
  Journal<String> events();

  /// Adds an event of the given type with the time of now; batched and delivered like any other.
  ///
  /// @param recordJson the record as JSON; not checked, so that anything can be sent
  void inject(String type, String recordJson);

  /// Sends every subscriber this body in a POST of its own, after what is in flight; retried like
  /// any other.
  void injectBody(byte[] body);

  /// Delivers nothing until [#release].
  void hold();

  /// Ends [#hold].
  void release();

  /// From now on, waits so long before every POST.
  void delay(Duration delay);

  /// From now on, delivers `platform.runtimeDone` before the extensions are given the INVOKE event:
  /// what happens with very fast functions. The extension has to acknowledge the POST before it
  /// gets the event.
  void runtimeDoneAheadOfNext(boolean ahead);

  /// At shutdown, delivers what is still to be delivered so long after the SHUTDOWN event was given
  /// to the extensions.
  void delayTrailing(Duration delay);

  /// Waits until every event so far was acknowledged by its subscribers (or dropped).
  ///
  /// @throws AwaitTimeoutException where it was not
  void awaitDelivered(Duration timeout);

  /// The subscribers: names of extensions.
  List<String> subscribers();
}
