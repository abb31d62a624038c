package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LossReason;
import ai.openobserve.lambda.extension.time.Deadline;

/// The end of delivery, from SHUTDOWN on: what is still worth waiting for, and what is lost.
/// Guarded by the flusher's lock.
final class Ending {
  private final Parts parts;
  private final Ledger ledger;
  private final FinalFlush last;
  private final long lostBefore;

  /// Begins the end: the backend gets one more chance, whatever its state.
  Ending(Parts parts, Ledger ledger, Deadline deadline) {
    this.parts = parts;
    this.ledger = ledger;
    this.last = new FinalFlush(deadline, parts.settings().initialDelay());
    this.lostBefore = lost();
    parts.settlement().renew();
    parts.settlement().giveBackThoseAside();
    parts.health().lastChance(parts.elapsed());
  }

  FinalFlush last() {
    return last;
  }

  /// Whether records older than this number may still be delivered.
  boolean awaits(long target) {
    long now = parts.settings().nanos().getAsLong();
    boolean begins = last.goesOn(now) && parts.buffer().backlog().hasBefore(target);
    return last.left(now) > 0 && (begins || parts.requests().carriesBefore(target));
  }

  /// Nanoseconds until the deadline, at least one.
  long left() {
    return Math.max(1, last.left(parts.settings().nanos().getAsLong()));
  }

  /// Counts everything not delivered as lost.
  ///
  /// @return whether nothing was lost since the end began
  boolean close() {
    LossReason reason = last.reason();
    parts.settlement().dropThoseAside(reason);
    parts.buffer().close(reason);
    parts.requests().cancelAll();
    return lost() == lostBefore;
  }

  private long lost() {
    return ledger.dropped() + ledger.unconfirmed();
  }
}
