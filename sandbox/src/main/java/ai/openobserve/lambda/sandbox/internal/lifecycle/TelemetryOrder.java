package ai.openobserve.lambda.sandbox.internal.lifecycle;

import java.time.Duration;

/// The order in which telemetry and events reach an extension, which Lambda does not guarantee. Set
/// by tests, read by the phases. Thread-safe.
public final class TelemetryOrder {
  private volatile boolean runtimeDoneAhead;
  private volatile Duration trailingDelay = Duration.ZERO;

  /// Whether `platform.runtimeDone` is delivered before INVOKE.
  public void runtimeDoneAheadOfNext(boolean ahead) {
    runtimeDoneAhead = ahead;
  }

  /// How long after SHUTDOWN the last telemetry is delivered.
  public void delayTrailing(Duration delay) {
    trailingDelay = delay;
  }

  boolean runtimeDoneAhead() {
    return runtimeDoneAhead;
  }

  Duration trailingDelay() {
    return trailingDelay;
  }
}
