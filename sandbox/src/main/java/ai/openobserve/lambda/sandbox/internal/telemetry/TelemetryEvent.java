package ai.openobserve.lambda.sandbox.internal.telemetry;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// One event of the Telemetry API.
///
/// @param recordJson the record as JSON
/// @param stringRecordJson the record for schema versions before 2022-12-13, in which JSON records
///   are strings
public record TelemetryEvent(
    Instant time, String type, String recordJson, String stringRecordJson) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /// Its subscription type: `platform`, `function` or `extension`.
  String category() {
    int dot = type.indexOf('.');
    return dot < 0 ? type : type.substring(0, dot);
  }

  /// The event as sent since schema version 2022-12-13.
  String json() {
    return json(recordJson);
  }

  /// The event for earlier schema versions.
  String jsonWithStringRecord() {
    return json(stringRecordJson);
  }

  private String json(String record) {
    return "{\"time\":\"%s\",\"type\":\"%s\",\"record\":%s}"
        .formatted(TIME.format(time), type, record);
  }
}
