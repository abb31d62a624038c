package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.delivery.Outcome;
import ai.openobserve.lambda.extension.time.AwakeTime;
import org.jspecify.annotations.Nullable;

/// Starts the requests that are due and settles their outcomes; connects the schedule, the
/// backend's health and the requests. Guarded by the flusher's lock; never waits.
final class Dispatch {
  private final Parts parts;
  private final FlushSettings settings;
  private final LogBuffer buffer;
  private final Schedule schedule;
  private final BackendHealth health;
  private final Settlement settlement;
  private final Requests requests;
  private final DeliveryLog lines;
  private final Runnable holdingChanged;
  private @Nullable FinalFlush end;
  private boolean warmUpDue;
  private volatile boolean worthHolding = true;

  /// @param holdingChanged called when [#isWorthHolding] changes
  Dispatch(Parts parts, Runnable holdingChanged) {
    this.parts = parts;
    this.settings = parts.settings();
    this.buffer = parts.buffer();
    this.schedule = parts.schedule();
    this.health = parts.health();
    this.settlement = parts.settlement();
    this.requests = parts.requests();
    this.lines = parts.lines();
    this.holdingChanged = holdingChanged;
  }

  /// May be called without the lock.
  boolean isWorthHolding() {
    return worthHolding;
  }

  /// Called when an invocation begins: opens a connection ahead of need, and probes a failing
  /// backend.
  void begin() {
    long now = parts.elapsed();
    requests.begin(now);
    settlement.renew();
    health.probeSoon(now);
    warmUpDue |= health.delivers();
    if (!health.isWorthHolding(settings.budget(), now)) {
      parts.drain();
    }
  }

  /// Makes every attempt, from now on, fit into the time that is left.
  void hurry(FinalFlush last) {
    end = last;
    requests.hurry(last, settings.nanos().getAsLong(), health.latency().atLeast());
  }

  /// Ends late requests and starts due ones. No error ends delivery.
  ///
  /// @return nanoseconds until there is something to do, unless something changes first
  long step() {
    try {
      return endAndStart();
    } catch (Throwable e) {
      unexpected(e);
      return AwakeTime.TICK;
    }
  }

  /// Reports an error in this program that should not happen.
  void unexpected(Throwable failure) {
    try {
      lines.unexpected("Unexpected error during delivery, continuing: " + failure);
    } catch (Throwable e) {
      // Out of memory, most likely: the thread must keep running.
    }
  }

  private long endAndStart() {
    requests.tick();
    requests.endLate(health.latency());
    startDue();
    long now = parts.elapsed();
    return Math.min(requests.pause(), pause(now));
  }

  private void startDue() {
    while (true) {
      long now = parts.elapsed();
      warmUp();
      if (!mayStart(now) || !parts.isDue()) {
        return;
      }
      Batch batch = buffer.take();
      if (batch == null) {
        return;
      }
      health.started();
      refresh(now);
      start(batch);
    }
  }

  private void warmUp() {
    if (warmUpDue) {
      warmUpDue = false;
      try {
        requests.warmUp();
      } catch (Throwable e) {
        lines.unexpected("Unexpected error while connecting: " + e);
      }
    }
  }

  private void start(Batch batch) {
    try {
      requests.start(batch, end, health.latency().atLeast());
    } catch (Throwable e) {
      // No thread or no memory: treated as a failed request.
      settlement.withdrawn(batch, "Cannot start a request: " + e, parts.elapsed());
    }
  }

  private boolean mayStart(long now) {
    FinalFlush last = end;
    boolean fresh = requests.isFresh();
    if (last != null) {
      return last.goesOn(settings.nanos().getAsLong())
          && requests.underWay() < BackendHealth.MOST_UNDER_WAY
          && now - health.tryAt() >= 0
          && !(fresh && (health.failures() > 0 || settlement.isTracing()));
    }
    return !settlement.isSpent()
        && !(settlement.isTracing() && fresh)
        && health.mayStart(now, requests.underWay(), fresh);
  }

  /// Nanoseconds until something can become due, unless something changes first.
  private long pause(long now) {
    if (requests.underWay() >= BackendHealth.MOST_UNDER_WAY || settlement.isSpent()) {
      return Long.MAX_VALUE;
    }
    if (end == null && health.delivers()) {
      return schedule.pause(now);
    }
    long untilTry = health.tryAt() - now;
    return untilTry > 0 ? untilTry : schedule.pause(now);
  }

  /// Settles a request with records.
  void settle(Sending sending, Batch batch, Outcome outcome) {
    long now = parts.elapsed();
    boolean delivered = health.delivers();
    if (outcome instanceof Outcome.Accepted) {
      requests.learn(sending, health.latency(), now);
    }
    long settledBefore = settlement.settled();
    settlement.settle(batch, outcome, now);
    if (settlement.settled() > settledBefore
        && (!delivered || !(outcome instanceof Outcome.Accepted))) {
      // The backend is back, or a batch was split: everything is sent at once, whatever the
      // strategy.
      parts.drain();
    }
    if (end != null) {
      settleAtEnd(end, sending, outcome, now);
    }
    refresh(now);
    lines.summarize(!requests.isFresh() && !parts.isDue(), now);
  }

  private void settleAtEnd(FinalFlush last, Sending sending, Outcome outcome, long now) {
    long nanos = settings.nanos().getAsLong();
    if (sending.last) {
      last.came(outcome, health.refuses(), nanos);
    }
    boolean failed = outcome instanceof Outcome.Unavailable || outcome instanceof Outcome.HungUp;
    // A request that hung has taken long enough.
    health.notBefore(failed && !sending.overdue ? now + last.backOff(nanos) : now);
    parts.drain();
  }

  /// Updates whether invocations are worth holding, and whether delivery makes progress.
  void refresh(long now) {
    boolean worth = !settlement.isSpent() && health.isWorthHolding(settings.budget(), now);
    buffer.holds().deliveryAdvances(health.delivers());
    if (worth != worthHolding) {
      worthHolding = worth;
      holdingChanged.run();
    }
  }
}
