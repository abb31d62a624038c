package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.buffer.LossReason;
import ai.openobserve.lambda.extension.delivery.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What an outcome means for its batch, for the health of the backend and for the log. Every taken
/// batch ends here. Guarded by the flusher's lock.
///
/// A rejected batch (400, 413, or hung up on several times) is halved until the record that is the
/// cause is alone. But only where other records pass: as long as nothing does, a single record is
/// put aside, and after as many rejections in a row as it takes to find one record it is the
/// backend that refuses, not a record that is at fault, and everything is kept.
final class Settlement {
  /// Hang-ups on a batch from which on it is suspected itself.
  private static final int HANG_UPS = 2;

  /// Rejections that one invocation pays for.
  private static final int MOST_REJECTIONS = 100;

  private final LogBuffer buffer;
  private final BackendHealth health;
  private final DeliveryLog lines;
  private final int maxRetries;
  private final List<Suspect> aside = new ArrayList<>();
  private long successes;
  private long settled;
  private int rejectedInARow;
  private int rejectionsOfOne;
  private int rejectionsLeft = MOST_REJECTIONS;

  Settlement(LogBuffer buffer, BackendHealth health, DeliveryLog lines, int maxRetries) {
    this.buffer = buffer;
    this.health = health;
    this.lines = lines;
    this.maxRetries = maxRetries;
  }

  /// Batches that got anywhere so far: delivered, dropped or split.
  long settled() {
    return settled;
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

  void settle(Batch batch, Outcome outcome, long now) {
    switch (outcome) {
      case Outcome.Accepted accepted -> accepted(batch, accepted);
      case Outcome.TooLarge too ->
          rejected(batch, LossReason.RECORD_TOO_LARGE, 413, "Payload Too Large", now);
      case Outcome.Malformed(String reason) ->
          rejected(batch, LossReason.MALFORMED, 400, reason, now);
      case Outcome.Refused(int status, String reason) -> {
        buffer.giveBack(batch);
        refused(status, reason, batch.quiet(), now);
      }
      case Outcome.Unavailable unavailable -> {
        buffer.giveBack(batch);
        failed(unavailable, unavailable.reason(), batch.quiet(), now);
      }
      case Outcome.HungUp hungUp -> hungUp(batch, hungUp, now);
    }
  }

  private void accepted(Batch batch, Outcome.Accepted accepted) {
    buffer.settle(batch, accepted.stored(), accepted.notStored());
    health.answered();
    settled++;
    if (!batch.quiet()) {
      lines.delivered(accepted.stored());
    }
    if (accepted.notStored() > 0) {
      String why = accepted.error().isEmpty() ? "no reason given" : accepted.error();
      lines.failed(
          "not stored: " + why,
          "OpenObserve did not store "
              + accepted.notStored()
              + " of "
              + batch.records()
              + " logs: "
              + why,
          batch.quiet());
    }
    if (accepted.stored() > 0) {
      successes++;
      rejectedInARow = 0;
      rejectionsOfOne = 0;
      judgeThoseAside();
    }
  }

  /// Something passes, so that what did not pass is itself the cause.
  private void judgeThoseAside() {
    List<Suspect> suspects = List.copyOf(aside);
    aside.clear();
    suspects.forEach(suspect -> divide(suspect.batch(), suspect.loss(), suspect.why()));
  }

  private void rejected(Batch batch, LossReason loss, int status, String reason, long now) {
    reject(batch, loss, status, "OpenObserve answered " + status + ": " + reason, reason, now);
  }

  /// @param status 0 where there was no answer
  private void reject(
      Batch batch, LossReason loss, int status, String why, String reason, long now) {
    rejectedInARow++;
    rejectionsLeft--;
    rejectionsOfOne = Math.max(rejectionsOfOne, requestsToFindOne(batch.records()));
    Batch suspect = batch.suspected(successes);
    if (rejectedInARow > rejectionsOfOne) {
      buffer.giveBack(suspect);
      giveBackThoseAside();
      refused(status, reason, batch.quiet(), now);
      return;
    }
    health.answered();
    if (suspect.splittable() || suspect.othersPassed(successes)) {
      divide(suspect, loss, why);
    } else {
      aside.add(new Suspect(suspect, loss, why));
    }
  }

  /// Twice the depth of the halving: on each level one half passes, or both do not.
  private static int requestsToFindOne(int records) {
    return 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(records)) + 1;
  }

  private void divide(Batch batch, LossReason loss, String why) {
    settled++;
    if (batch.splittable()) {
      buffer.split(batch);
      return;
    }
    buffer.drop(batch, loss);
    lines.failed(
        "record dropped: " + why,
        "A record of " + batch.length() + " bytes is dropped: " + why,
        batch.quiet());
  }

  private void hungUp(Batch batch, Outcome.HungUp hungUp, long now) {
    Batch suspect = batch.hungUpOn(successes);
    if (suspect.hangUps() <= HANG_UPS) {
      buffer.giveBack(suspect);
      failed(hungUp, hungUp.reason(), batch.quiet(), now);
    } else if (suspect.othersPassed(successes)) {
      reject(suspect, LossReason.MALFORMED, 0, hungUp.reason(), hungUp.reason(), now);
    } else {
      // The next batch shows whether the server hangs up on this one or on all.
      aside.add(new Suspect(suspect, LossReason.MALFORMED, hungUp.reason()));
      failed(hungUp, hungUp.reason(), batch.quiet(), now);
    }
  }

  private void failed(Outcome outcome, String reason, boolean quiet, long now) {
    health.failed(outcome, now);
    int retry = health.failures() - 1;
    String line =
        retry == 0 || retry > maxRetries
            ? "Delivery attempt failed: " + reason
            : "Retry attempt " + retry + "/" + maxRetries + " failed: " + reason;
    lines.failed(reason, line, quiet);
  }

  private void refused(int status, String reason, boolean quiet, long now) {
    health.refused(now);
    String what = status == 0 ? reason : "status " + status + ": " + reason;
    lines.refused(what, "OpenObserve request failed with " + what + advice(status), quiet);
  }

  private static String advice(int status) {
    return switch (status) {
      case 401, 403 ->
          ". Check O2_AUTHORIZATION_HEADER, or what O2_AUTHORIZATION_SECRET or"
              + " O2_AUTHORIZATION_PARAMETER names, and that it may write to O2_ORGANIZATION_ID";
      case 404 -> ". Check O2_ORGANIZATION_ID and the path of O2_ENDPOINT";
      default -> ". Check O2_ENDPOINT";
    };
  }

  /// An attempt that never began or never came back, through no fault of its records.
  void withdrawn(Batch batch, String reason, long now) {
    buffer.giveBack(batch);
    failed(new Outcome.Unavailable(reason, Duration.ZERO), reason, batch.quiet(), now);
  }

  /// Those put aside wait again.
  void giveBackThoseAside() {
    aside.forEach(suspect -> buffer.giveBack(suspect.batch()));
    aside.clear();
  }

  /// Drops those put aside.
  void dropThoseAside(LossReason reason) {
    aside.forEach(suspect -> buffer.drop(suspect.batch(), reason));
    aside.clear();
  }

  /// A batch that waits, in flight as far as the buffer knows, for another one to pass.
  private record Suspect(Batch batch, LossReason loss, String why) {}
}
