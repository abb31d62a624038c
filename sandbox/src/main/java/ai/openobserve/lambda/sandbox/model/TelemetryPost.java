package ai.openobserve.lambda.sandbox.model;

import java.time.Duration;
import java.time.Instant;

/// One POST of the Telemetry API to a subscriber, acknowledged or not.
///
/// @param status the status of the subscriber's answer; 0 if there was none
/// @param items the number of events in the body; 0 for an injected raw body
/// @param took the time until the answer
public record TelemetryPost(
    String subscriber, Instant time, int status, int items, int bytes, Duration took) {
  /// Whether the subscriber acknowledged it.
  public boolean acknowledged() {
    return status >= 200 && status < 300;
  }
}
