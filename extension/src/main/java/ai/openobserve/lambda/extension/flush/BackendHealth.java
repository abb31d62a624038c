package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.delivery.Breaker;
import ai.openobserve.lambda.extension.delivery.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Whether the backend accepts what it is sent, when to probe it if not, and whether an invocation
/// should be held for it. `now` is elapsed time, frozen time included. Guarded by the flusher's
/// lock.
final class BackendHealth {
  /// Most requests under way at once, including those that hang.
  static final int MOST_UNDER_WAY = 4;

  /// Longest back-off that an invocation is held for; a longer one costs more than it gains.
  private static final long MOMENTS = Duration.ofMillis(50).toNanos();

  /// Failures in a row up to which an invocation is held for a probe, for a part of its budget: a
  /// backend that recovers at once is trusted again at once, and one that stays down soon costs
  /// nothing.
  private static final int PROBES_WORTH_A_WAIT = 2;

  private static final Duration FIRST_REFUSED_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_REFUSED_PAUSE = Duration.ofSeconds(60);

  private final Breaker breaker;
  private final Duration interval;
  private final ExpectedLatency latency = new ExpectedLatency();
  private boolean stalled;
  private boolean refused;
  private boolean askedToWait;
  private boolean exhausted;
  private boolean probing;
  private Duration refusedPause = FIRST_REFUSED_PAUSE;
  private long tryAt;

  /// @param interval between probes once the retries are used up, while a function works
  BackendHealth(Breaker breaker, Duration interval) {
    this.breaker = breaker;
    this.interval = interval;
  }

  ExpectedLatency latency() {
    return latency;
  }

  /// Whether the backend is believed to work.
  boolean delivers() {
    return breaker.isClosed() && !stalled;
  }

  boolean refuses() {
    return refused;
  }

  /// When the next attempt may be made if the backend does not deliver.
  long tryAt() {
    return tryAt;
  }

  /// Failures since the last success.
  int failures() {
    return breaker.failures();
  }

  /// Whether one more request may begin.
  ///
  /// @param underWay requests under way
  /// @param fresh whether one of them may still be answered soon
  boolean mayStart(long now, int underWay, boolean fresh) {
    if (underWay >= MOST_UNDER_WAY) {
      return false;
    }
    return delivers() || (!fresh && now - tryAt >= 0);
  }

  /// Called when a request begins.
  void started() {
    probing = !breaker.isClosed();
    breaker.letOneThrough();
  }

  /// Whether an invocation should be held until its records are delivered.
  boolean isWorthHolding(Duration budget, long now) {
    return delivers() ? latency.within(budget.toNanos(), now) : isWorthAProbe(now);
  }

  /// Whether a waiting flush should keep waiting.
  boolean isWorthWaiting(long now) {
    return delivers() || isWorthAProbe(now) || retriesWithinMoments(now);
  }

  /// The part of its budget that an invocation may spend waiting.
  Duration share(Duration budget, long now) {
    return delivers() || retriesWithinMoments(now) ? budget : budget.dividedBy(4);
  }

  /// Whether a probe that is under way or due is worth waiting for.
  private boolean isWorthAProbe(long now) {
    return now - tryAt >= 0
        && !stalled
        && !refused
        && !askedToWait
        && breaker.failures() <= PROBES_WORTH_A_WAIT;
  }

  private boolean retriesWithinMoments(long now) {
    return !stalled && !refused && !exhausted && breaker.failures() > 0 && tryAt - now <= MOMENTS;
  }

  /// Called when the server has processed a request, whatever it answered about the records.
  void answered() {
    breaker.succeeded();
    stalled = false;
    refused = false;
    askedToWait = false;
    exhausted = false;
    refusedPause = FIRST_REFUSED_PAUSE;
  }

  /// Called when the server could not be reached or could not accept the request. Requests that
  /// began together and fail together count as one failure.
  void failed(Outcome outcome, long now) {
    boolean asked =
        outcome instanceof Outcome.Unavailable unavailable && !unavailable.retryAfter().isZero();
    if (!breaker.isClosed() && !probing && !asked) {
      return;
    }
    probing = false;
    refused = false;
    askedToWait = asked;
    @Nullable Duration backOff = breaker.failed(outcome);
    exhausted = backOff == null;
    tryAt = now + pause(outcome, backOff).toNanos();
  }

  private Duration pause(Outcome outcome, @Nullable Duration backOff) {
    if (backOff != null) {
      return backOff;
    }
    return askedToWait && outcome instanceof Outcome.Unavailable unavailable
        ? unavailable.retryAfter()
        : interval;
  }

  /// Called when nothing came back within the time that a flush may take.
  void stalled(Duration waited, long now) {
    if (delivers()) {
      latency.longerThan(waited.toNanos(), now);
    }
    stalled = true;
    tryAt = now + interval.toNanos();
  }

  /// Called when the server refuses our requests whatever they contain.
  void refused(long now) {
    breaker.open();
    refused = true;
    stalled = false;
    askedToWait = false;
    tryAt = now + refusedPause.toNanos();
    Duration doubled = refusedPause.multipliedBy(2);
    refusedPause = doubled.compareTo(LONGEST_REFUSED_PAUSE) > 0 ? LONGEST_REFUSED_PAUSE : doubled;
  }

  /// Called when an invocation begins: a good moment to probe, unless the server refuses us or has
  /// said when to come back.
  void probeSoon(long now) {
    if (!delivers() && !refused && !askedToWait) {
      tryAt = now;
    }
  }

  /// Allows one more attempt at the end, whatever the backend's state.
  void lastChance(long now) {
    stalled = false;
    refused = false;
    askedToWait = false;
    tryAt = now;
  }

  /// Postpones the next attempt to this time.
  void notBefore(long then) {
    tryAt = then;
  }
}
