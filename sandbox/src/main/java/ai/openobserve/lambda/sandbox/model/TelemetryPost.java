package ai.openobserve.lambda.sandbox.model;

import java.time.Duration;
import java.time.Instant;

/// One POST of the Telemetry API to a subscriber, acknowledged or not.
///
/// @param status the subscriber's answer; 0 where there was none
/// @param items events in the body; 0 for an injected raw body
/// @param took until the answer
public record TelemetryPost(
    String subscriber, Instant time, int status, int items, int bytes, Duration took) {
  /// Whether the subscriber has acknowledged it.
  public boolean acknowledged() {
    return status >= 200 && status < 300;
  }
}
