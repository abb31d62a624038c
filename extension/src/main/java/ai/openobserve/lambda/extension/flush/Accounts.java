package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.buffer.LossReason;
import ai.openobserve.lambda.extension.delivery.Outcome;
import ai.openobserve.lambda.extension.log.Log;
import java.time.Duration;

/// What an outcome means for the batch, the ledger, the health of the backend and the log. Guarded
/// by the flusher's lock.
final class Accounts {
  private final LogBuffer buffer;
  private final Ledger ledger;
  private final DeliveryHealth health;
  private final Duration interval;
  private final Log log;
  private long settledBatches;
  private long sentSinceLine;
  private long untoldSince;

  /// @param interval how soon a backend that failed is tried again, and the longest time that a
  ///   line about what was sent is put off
  Accounts(LogBuffer buffer, Ledger ledger, DeliveryHealth health, Duration interval, Log log) {
    this.buffer = buffer;
    this.ledger = ledger;
    this.health = health;
    this.interval = interval;
    this.log = log;
  }

  /// Batches that got anywhere so far: delivered, dropped or split.
  long settledBatches() {
    return settledBatches;
  }

  void settle(Batch batch, Outcome outcome, long now) {
    switch (outcome) {
      case Outcome.Accepted accepted -> accepted(batch, accepted, now);
      case Outcome.TooLarge() -> splitOrDrop(batch, LossReason.RECORD_TOO_LARGE, "413");
      case Outcome.Malformed(String reason) ->
          splitOrDrop(batch, LossReason.MALFORMED, "400: " + reason);
      case Outcome.Refused refused -> refused(batch, refused, now);
      case Outcome.Unavailable unavailable -> {
        buffer.giveBack(batch);
        health.unavailable(now, unavailable.retryAfter(), interval);
      }
      case Outcome.Postponed() -> buffer.giveBack(batch);
    }
  }

  private void accepted(Batch batch, Outcome.Accepted accepted, long now) {
    ledger.delivered(accepted.stored());
    ledger.dropped(LossReason.NOT_STORED, accepted.notStored());
    buffer.settle(batch);
    settledBatches++;
    health.recovered();
    if (batch.quiet()) {
      return;
    }
    if (sentSinceLine == 0) {
      untoldSince = now;
    }
    sentSinceLine += accepted.stored();
    if (accepted.notStored() > 0) {
      log.warn(
          "OpenObserve did not store "
              + accepted.notStored()
              + " of "
              + batch.records()
              + " logs: "
              + (accepted.error().isEmpty() ? "no reason given" : accepted.error()));
    }
  }

  private void splitOrDrop(Batch batch, LossReason reason, String status) {
    health.recovered();
    settledBatches++;
    if (batch.splittable()) {
      buffer.split(batch);
      return;
    }
    ledger.dropped(reason, 1);
    buffer.settle(batch);
    if (!batch.quiet()) {
      log.warn(
          "A record of " + batch.length() + " bytes is dropped: OpenObserve answered " + status);
    }
  }

  private void refused(Batch batch, Outcome.Refused refused, long now) {
    ledger.dropped(LossReason.REQUEST_REFUSED, batch.records());
    buffer.settle(batch);
    if (health.refused(now)) {
      log.error(
          "OpenObserve request failed with status "
              + refused.status()
              + ": "
              + refused.reason()
              + advice(refused.status()));
    }
  }

  private static String advice(int status) {
    return switch (status) {
      case 401, 403 ->
          ". Check O2_AUTHORIZATION_HEADER and that it may write to O2_ORGANIZATION_ID";
      case 404 -> ". Check O2_ORGANIZATION_ID and the path of O2_ENDPOINT";
      default -> ". Check O2_ENDPOINT";
    };
  }

  /// One line for all that was sent since the last one, when nothing more is to be sent now.
  void tell(boolean done, long now) {
    if (sentSinceLine > 0 && (done || now - untoldSince > interval.toNanos())) {
      log.info("Successfully sent " + sentSinceLine + " logs to OpenObserve");
      sentSinceLine = 0;
    }
  }
}
