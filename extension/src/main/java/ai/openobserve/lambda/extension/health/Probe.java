package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.Destination;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.buffer.Reporting;
import ai.openobserve.lambda.extension.delivery.OpenObserveClient;
import ai.openobserve.lambda.extension.delivery.Outcome;
import ai.openobserve.lambda.extension.log.Log;
import java.io.OutputStream;
import java.util.OptionalInt;

/// Delivers one payload as the extension delivers all of them, and judges the response in the same
/// way.
final class Probe {
  private static final int ROOM = 64 * 1024;

  private final Subject subject;
  private final OpenObserveClient client;

  Probe(Subject subject, OpenObserveClient client) {
    this.subject = subject;
    this.client = client;
  }

  /// @param stored what to report if the payload was stored
  Finding send(Destination destination, byte[] payload, String stored) {
    return switch (client.send(batch(destination, payload), subject.patience())) {
      case Outcome.Accepted accepted when accepted.stored() == 1 -> new Finding.Passed(stored);
      case Outcome.Accepted accepted ->
          new Finding.Failed(
              "not stored: " + accepted.error(),
              "OpenObserve gave the reason: look for a wrong clock, or a field that has another type"
                  + " in this stream");
      case Outcome.Malformed(String reason) ->
          new Finding.Failed(
              "status 400: " + reason, "Check O2_ENDPOINT and what is in front of OpenObserve");
      case Outcome.TooLarge() ->
          new Finding.Failed(
              "status 413 for " + payload.length + " bytes",
              "Raise the limit of the proxy or load balancer in front of OpenObserve");
      case Outcome.Refused(int status, String reason) ->
          new Finding.Failed(
              "status " + status + ": " + reason,
              "Check that the credential may write to organization "
                  + subject.configuration().organizationId());
      case Outcome.Unavailable unavailable -> unavailable(unavailable.reason());
      case Outcome.HungUp(String reason) -> unavailable(reason);
    };
  }

  private static Finding unavailable(String reason) {
    return new Finding.Failed(
        reason, "The server answers, but takes no records: look at its log and at its disk");
  }

  private Batch batch(Destination destination, byte[] payload) {
    Log silent = new Log(OutputStream.nullOutputStream(), subject.configuration().logLevel());
    LogBuffer buffer =
        new LogBuffer(ROOM, BatchLimits.of(OptionalInt.of(1), ROOM), new Ledger(), silent);
    buffer.append(destination, payload, 0, payload.length, Reporting.LOGGED);
    Batch batch = buffer.take();
    if (batch == null) {
      throw new IllegalStateException("A payload that was appended is gone");
    }
    return batch;
  }
}
