package ai.openobserve.lambda.extension.flush;

import java.time.Duration;

/// The flush that an invocation is held for: how long it lasts, and what a failed wait says about
/// the backend. Guarded by the flusher's lock.
final class InvocationFlush {
  private final Parts parts;
  private final long target;
  private final Duration most;
  private final long start;
  private final long settledBefore;
  private long left;

  /// @param target records older than this number are waited for
  /// @param most the longest wait
  InvocationFlush(Parts parts, long target, Duration most) {
    this.parts = parts;
    this.target = target;
    this.most = most;
    this.start = parts.settings().nanos().getAsLong();
    this.settledBefore = parts.settlement().settled();
  }

  /// Whether to keep waiting, at most for [#left].
  boolean goesOn() {
    Duration share = parts.health().share(most, parts.elapsed());
    left = start + share.toNanos() - parts.settings().nanos().getAsLong();
    return left > 0 && awaits() && parts.health().isWorthWaiting(parts.elapsed());
  }

  long left() {
    return left;
  }

  /// Whether any of the awaited records may still be settled.
  private boolean awaits() {
    return !parts.settlement().isSpent()
        && (parts.buffer().backlog().hasBefore(target) || parts.requests().expectedBefore(target));
  }

  /// Ends the flush. If its time was up, the requests it waited for are not waited for again; and a
  /// backend that settled nothing within at least half a budget has stalled.
  void over() {
    if (left > 0 || most.isZero() || !awaits()) {
      return;
    }
    parts.requests().overdueBefore(target);
    boolean wholeBudget = most.compareTo(parts.settings().budget().dividedBy(2)) >= 0;
    if (wholeBudget && parts.settlement().settled() == settledBefore) {
      parts.health().stalled(most, parts.elapsed());
    }
  }
}
