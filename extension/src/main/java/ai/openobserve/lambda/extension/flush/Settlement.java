package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.buffer.LossReason;
import ai.openobserve.lambda.extension.delivery.Outcome;
import java.time.Duration;

/// Applies an outcome to its batch, the backend's health and the log. Every batch that was taken
/// ends here. Guarded by the flusher's lock.
final class Settlement {
  private final LogBuffer buffer;
  private final BackendHealth health;
  private final DeliveryLog lines;
  private final int maxRetries;
  private final Suspects suspects = new Suspects();
  private long settled;

  Settlement(LogBuffer buffer, BackendHealth health, DeliveryLog lines, int maxRetries) {
    this.buffer = buffer;
    this.health = health;
    this.lines = lines;
    this.maxRetries = maxRetries;
  }

  /// Number of batches that made progress so far: delivered, dropped or split.
  long settled() {
    return settled;
  }

  /// Whether rejections are being traced to their cause; if so, requests are sent one at a time.
  boolean isTracing() {
    return suspects.isTracing();
  }

  /// Whether this invocation has used up its rejections.
  boolean isSpent() {
    return suspects.isSpent();
  }

  /// Called when an invocation or the end begins.
  void renew() {
    suspects.renew();
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
      suspects.passed().forEach(each -> divide(each.batch(), each.loss(), each.why()));
    }
  }

  private void rejected(Batch batch, LossReason loss, int status, String reason, long now) {
    reject(batch, loss, status, "OpenObserve answered " + status + ": " + reason, reason, now);
  }

  /// @param status 0 if there was no answer
  private void reject(
      Batch batch, LossReason loss, int status, String why, String reason, long now) {
    Batch suspect = suspects.suspect(batch);
    switch (suspects.rejected(suspect)) {
      case BACKEND_REFUSES -> {
        buffer.giveBack(suspect);
        giveBackThoseAside();
        refused(status, reason, batch.quiet(), now);
      }
      case DIVIDE -> {
        health.answered();
        divide(suspect, loss, why);
      }
      case PUT_ASIDE -> {
        health.answered();
        suspects.putAside(suspect, loss, why);
      }
    }
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
    Batch suspect = suspects.hungUpOn(batch);
    if (!suspects.isHungUpOnTooOften(suspect)) {
      buffer.giveBack(suspect);
      failed(hungUp, hungUp.reason(), batch.quiet(), now);
    } else if (suspects.othersPassed(suspect)) {
      reject(suspect, LossReason.MALFORMED, 0, hungUp.reason(), hungUp.reason(), now);
    } else {
      // The next batch shows whether the server hangs up on this one or on all.
      suspects.putAside(suspect, LossReason.MALFORMED, hungUp.reason());
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

  /// Gives back the batch of an attempt that could not be started.
  void withdrawn(Batch batch, String reason, long now) {
    buffer.giveBack(batch);
    failed(new Outcome.Unavailable(reason, Duration.ZERO), reason, batch.quiet(), now);
  }

  /// Puts the batches that were put aside back into the buffer.
  void giveBackThoseAside() {
    suspects.takeAside().forEach(each -> buffer.giveBack(each.batch()));
  }

  /// Drops the batches that were put aside.
  void dropThoseAside(LossReason reason) {
    suspects.takeAside().forEach(each -> buffer.drop(each.batch(), reason));
  }
}
