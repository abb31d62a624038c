package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.config.RecordShape;
import ai.openobserve.lambda.extension.log.Log;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalInt;

/// The record that is sent, and found again by its text.
///
/// @param field where the configured shape has a record's text
/// @param text unique, so that a search finds this one alone
record TestRecord(Instant time, String field, String text) {
  private static final int ROOM = 64 * 1024;

  static TestRecord of(Subject subject) {
    Instant now = subject.clocks().wall().instant();
    String field =
        subject.configuration().records().shape() == RecordShape.MESSAGE ? "message" : "record";
    String mark =
        Long.toHexString(now.toEpochMilli())
            + Long.toHexString(subject.clocks().nanos().getAsLong());
    return new TestRecord(now, field, "o2-lambda-extension health check " + mark);
  }

  long micros() {
    return time.toEpochMilli() * 1000;
  }

  /// The only record of a batch, as the extension makes them.
  Batch batch(Subject subject) {
    byte[] json =
        ("{\"_timestamp\":"
                + micros()
                + ",\"time\":\""
                + time
                + "\",\"type\":\"extension\",\""
                + field
                + "\":\""
                + text
                + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    LogBuffer buffer =
        new LogBuffer(
            ROOM,
            BatchLimits.of(OptionalInt.of(1), ROOM),
            new Ledger(),
            new Log(OutputStream.nullOutputStream(), subject.configuration().logLevel()));
    buffer.append(json, 0, json.length, false);
    Batch batch = buffer.take();
    if (batch == null) {
      throw new IllegalStateException("A record that was appended is gone");
    }
    return batch;
  }
}
