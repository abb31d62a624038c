package ai.openobserve.lambda.sandbox.internal.telemetry;

/// A nano clock that stops while the environment is frozen. Not thread-safe.
final class FreezableClock {
  private boolean frozen;
  private long frozenSince;
  private long frozenNanos;

  /// @param nanos the time on the running clock, [System#nanoTime]
  void freeze(long nanos) {
    if (!frozen) {
      frozen = true;
      frozenSince = nanos;
    }
  }

  /// @param nanos the time on the running clock
  void thaw(long nanos) {
    if (frozen) {
      frozen = false;
      frozenNanos += nanos - frozenSince;
    }
  }

  /// Whether it is stopped.
  boolean isFrozen() {
    return frozen;
  }

  /// The time, excluding frozen periods.
  ///
  /// @param nanos the time on the running clock
  long read(long nanos) {
    return (frozen ? frozenSince : nanos) - frozenNanos;
  }
}
