package ai.openobserve.lambda.extension.flush;

import java.time.Duration;

/// Whether the backend takes what it gets, and when to ask it again if not. Times are readings of
/// the monotonic clock. Guarded by the flusher's lock.
final class DeliveryHealth {
  /// How often a backend that refuses us is asked whether it still does.
  private static final long REFUSED_PROBE = Duration.ofSeconds(60).toNanos();

  private boolean healthy = true;
  private boolean refused;
  private boolean askedToWait;
  private long probeAt;

  boolean healthy() {
    return healthy;
  }

  /// When the next attempt may be made, where it is not healthy.
  long probeAt() {
    return probeAt;
  }

  boolean mayAttempt(long now, int busy) {
    return healthy || (busy == 0 && now - probeAt >= 0);
  }

  void recovered() {
    healthy = true;
    refused = false;
    askedToWait = false;
  }

  /// One more try, whatever is known.
  void lastChance() {
    healthy = true;
  }

  /// The server could not be reached or could not take the request.
  ///
  /// @param retryAfter what it asked for, or zero
  void unavailable(long now, Duration retryAfter, Duration interval) {
    healthy = false;
    refused = false;
    askedToWait = !retryAfter.isZero();
    probeAt = now + (askedToWait ? retryAfter : interval).toNanos();
  }

  /// Nothing came back within the time that a flush may take.
  void stalled(long now) {
    healthy = false;
    probeAt = now;
  }

  /// The server refuses our requests. Returns whether this is news.
  boolean refused(long now) {
    boolean news = !refused;
    healthy = false;
    refused = true;
    probeAt = now + REFUSED_PROBE;
    return news;
  }

  /// A good moment to look again, since the function works anyway: unless the server said when.
  void probeSoon(long now) {
    if (!healthy && !refused && !askedToWait) {
      probeAt = now;
    }
  }
}
