package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.buffer.Destination;

/// Delivers one test record as the extension delivers all records.
final class RecordStep implements Step {
  private final Subject subject;
  private final TestRecord record;
  private final Probe probe;

  RecordStep(Subject subject, TestRecord record, Probe probe) {
    this.subject = subject;
    this.record = record;
    this.probe = probe;
  }

  @Override
  public String name() {
    return "test record";
  }

  @Override
  public Finding run() {
    return probe.send(
        Destination.LOGS, record.json(), "stored in stream " + subject.configuration().stream());
  }
}
