package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.LossReason;
import java.util.ArrayList;
import java.util.List;

/// Finds out whether a record causes a rejection, and which. Knows nothing of buffer and backend.
/// Guarded by the flusher's lock.
///
/// A rejected batch is halved until the record that causes it is alone. That record is blamed only
/// if others are accepted: until one is, it is put aside, and after as many rejections in a row as
/// it takes to find one record, the backend itself is considered to refuse everything.
final class Suspects {
  /// Hang-ups on a batch that are blamed on the network; after more, the batch is suspected.
  private static final int HANG_UPS = 2;

  /// Most rejections that one invocation pays for.
  private static final int MOST_REJECTIONS = 100;

  private final List<Suspect> aside = new ArrayList<>();
  private long successes;
  private int rejectedInARow;
  private int rejectionsOfOne;
  private int rejectionsLeft = MOST_REJECTIONS;

  /// A batch put aside until another one is accepted; for the buffer it is still in flight.
  record Suspect(Batch batch, LossReason loss, String why) {}

  enum Verdict {
    /// The cause is in this batch: halve it, or drop its only record.
    DIVIDE,
    /// The next success shows whether the cause is this record or the backend.
    PUT_ASIDE,
    /// The backend accepts nothing.
    BACKEND_REFUSES
  }

  /// Whether rejections are being traced to their cause; if so, requests are sent one at a time.
  boolean isTracing() {
    return rejectedInARow > 0;
  }

  /// Whether this invocation has used up its rejections.
  boolean isSpent() {
    return rejectionsLeft <= 0;
  }

  /// Called when an invocation or the end begins.
  void renew() {
    rejectionsLeft = MOST_REJECTIONS;
  }

  /// The batch, marked as possibly containing the cause.
  Batch suspect(Batch batch) {
    return batch.suspected(successes);
  }

  /// The batch, suspected, with one more hang-up counted.
  Batch hungUpOn(Batch batch) {
    return batch.hungUpOn(successes);
  }

  /// Whether the server has hung up on it too often to blame the network.
  boolean isHungUpOnTooOften(Batch batch) {
    return batch.hangUps() > HANG_UPS;
  }

  /// Whether another batch was accepted since this one was first suspected.
  boolean othersPassed(Batch batch) {
    return batch.othersPassed(successes);
  }

  /// Judges a suspected batch that was rejected.
  Verdict rejected(Batch batch) {
    rejectedInARow++;
    rejectionsLeft--;
    rejectionsOfOne = Math.max(rejectionsOfOne, requestsToFindOne(batch.records()));
    if (rejectedInARow > rejectionsOfOne) {
      return Verdict.BACKEND_REFUSES;
    }
    return batch.splittable() || othersPassed(batch) ? Verdict.DIVIDE : Verdict.PUT_ASIDE;
  }

  /// Twice the depth of the halving, and the first request: at each level either one half passes or
  /// neither does.
  private static int requestsToFindOne(int records) {
    return 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(records)) + 1;
  }

  void putAside(Batch batch, LossReason loss, String why) {
    aside.add(new Suspect(batch, loss, why));
  }

  /// Called when records were stored.
  ///
  /// @return the batches put aside: others are accepted, so each is itself the cause
  List<Suspect> passed() {
    successes++;
    rejectedInARow = 0;
    rejectionsOfOne = 0;
    return takeAside();
  }

  /// Removes and returns the batches put aside.
  List<Suspect> takeAside() {
    List<Suspect> all = List.copyOf(aside);
    aside.clear();
    return all;
  }
}
