package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.delivery.OpenObserveClient;
import ai.openobserve.lambda.extension.delivery.Outcome;

/// One record, delivered as the extension delivers.
final class RecordStep implements Step {
  private final Subject subject;
  private final TestRecord record;
  private final OpenObserveClient client;

  RecordStep(Subject subject, TestRecord record, OpenObserveClient client) {
    this.subject = subject;
    this.record = record;
    this.client = client;
  }

  @Override
  public String name() {
    return "test record";
  }

  @Override
  public Finding run() {
    return switch (client.send(record.batch(subject), subject.patience())) {
      case Outcome.Accepted accepted when accepted.stored() == 1 ->
          new Finding.Passed("stored in stream " + subject.configuration().stream());
      case Outcome.Accepted accepted ->
          new Finding.Failed(
              "not stored: " + accepted.error(),
              "The reason is OpenObserve's: a clock that is wrong, or a field of another type in"
                  + " this stream");
      case Outcome.Malformed(String reason) ->
          new Finding.Failed(
              "status 400: " + reason, "Check O2_ENDPOINT and what is before OpenObserve");
      case Outcome.TooLarge() ->
          new Finding.Failed(
              "status 413 for a record of 200 bytes", "Check what is before OpenObserve");
      case Outcome.Refused(int status, String reason) ->
          new Finding.Failed(
              "status " + status + ": " + reason,
              "Check that the credential may write to organization "
                  + subject.configuration().organizationId());
      case Outcome.Unavailable unavailable ->
          new Finding.Failed(unavailable.reason(), "Look at the server: the API takes no records");
      case Outcome.HungUp(String reason) ->
          new Finding.Failed(reason, "Look at the server: the API takes no records");
    };
  }
}
