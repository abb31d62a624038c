package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.config.RecordShape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// The record that is sent, and then searched for by its text.
///
/// @param field the one that holds a record's text in the configured shape
/// @param text unique, so that a search finds only this record
record TestRecord(Instant time, String field, String text) {
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

  byte[] json() {
    return ("{\"_timestamp\":"
            + micros()
            + ",\"time\":\""
            + time
            + "\",\"type\":\"extension\",\""
            + field
            + "\":\""
            + text
            + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
