package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.LossReason;
import java.util.ArrayList;
import java.util.List;

/// Whether a rejection is the fault of a record, and of which. Knows no buffer and no backend.
/// Guarded by the flusher's lock.
///
/// A rejected batch is halved until the record that is the cause is alone. But only where other
/// records pass: as long as nothing does, a single record is put aside, and after as many
/// rejections in a row as it takes to find one record it is the backend that refuses, not a record
/// that is at fault.
final class Suspects {
  /// Hang-ups on a batch from which on it is suspected itself.
  private static final int HANG_UPS = 2;

  /// Rejections that one invocation pays for.
  private static final int MOST_REJECTIONS = 100;

  private final List<Suspect> aside = new ArrayList<>();
  private long successes;
  private int rejectedInARow;
  private int rejectionsOfOne;
  private int rejectionsLeft = MOST_REJECTIONS;

  /// A batch that waits, in flight as far as the buffer knows, for another one to pass.
  record Suspect(Batch batch, LossReason loss, String why) {}

  enum Verdict {
    /// The cause is in this batch: halve it, or drop its only record.
    DIVIDE,
    /// Whether it is this record or all of them, the next success tells.
    PUT_ASIDE,
    /// The backend takes nothing.
    BACKEND_REFUSES
  }

  /// Whether rejections are being traced to their cause: then requests go one by one.
  boolean isTracing() {
    return rejectedInARow > 0;
  }

  /// Whether this invocation has paid for enough rejections.
  boolean isSpent() {
    return rejectionsLeft <= 0;
  }

  /// An invocation begins, or the end.
  void renew() {
    rejectionsLeft = MOST_REJECTIONS;
  }

  /// The batch, marked as one in which the cause may be.
  Batch suspect(Batch batch) {
    return batch.suspected(successes);
  }

  /// The batch, marked as hung up on once more.
  Batch hungUpOn(Batch batch) {
    return batch.hungUpOn(successes);
  }

  /// Whether the server has hung up on it too often to blame the network.
  boolean isHungUpOnTooOften(Batch batch) {
    return batch.hangUps() > HANG_UPS;
  }

  /// Whether others have passed since it was first suspected.
  boolean othersPassed(Batch batch) {
    return batch.othersPassed(successes);
  }

  /// A suspected batch was rejected.
  Verdict rejected(Batch batch) {
    rejectedInARow++;
    rejectionsLeft--;
    rejectionsOfOne = Math.max(rejectionsOfOne, requestsToFindOne(batch.records()));
    if (rejectedInARow > rejectionsOfOne) {
      return Verdict.BACKEND_REFUSES;
    }
    return batch.splittable() || othersPassed(batch) ? Verdict.DIVIDE : Verdict.PUT_ASIDE;
  }

  /// Twice the depth of the halving: on each level one half passes, or both do not.
  private static int requestsToFindOne(int records) {
    return 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(records)) + 1;
  }

  void putAside(Batch batch, LossReason loss, String why) {
    aside.add(new Suspect(batch, loss, why));
  }

  /// Something has passed.
  ///
  /// @return those put aside: they did not, so that each is itself the cause
  List<Suspect> passed() {
    successes++;
    rejectedInARow = 0;
    rejectionsOfOne = 0;
    return takeAside();
  }

  /// Those put aside, which are so no longer.
  List<Suspect> takeAside() {
    List<Suspect> all = List.copyOf(aside);
    aside.clear();
    return all;
  }
}
