package ai.openobserve.lambda.extension.telemetry;

import ai.openobserve.lambda.extension.json.JsonScanner;
import ai.openobserve.lambda.extension.json.Members;
import ai.openobserve.lambda.extension.record.EventRanges;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Parses a `platform.report` from its bytes. Used by one thread at a time.
final class ReportReader {
  private static final byte[] STATUS = EventRanges.quoted("status");
  private static final byte[] ERROR_TYPE = EventRanges.quoted("errorType");
  private static final byte[] METRICS = EventRanges.quoted("metrics");
  private static final byte[][] NUMBERS = {
    EventRanges.quoted("durationMs"),
    EventRanges.quoted("billedDurationMs"),
    EventRanges.quoted("initDurationMs"),
    EventRanges.quoted("restoreDurationMs"),
    EventRanges.quoted("memorySizeMB"),
    EventRanges.quoted("maxMemoryUsedMB")
  };

  private final JsonScanner json;
  private final double[] numbers = new double[NUMBERS.length];
  private String status = "";
  private String errorType = "";

  private ReportReader(JsonScanner json) {
    this.json = json;
  }

  /// The report in this event.
  ///
  /// @param micros the event's time, in microseconds since the epoch
  static InvocationReport of(JsonScanner json, EventRanges event, long micros) {
    return new ReportReader(json).read(event.record.start, micros);
  }

  private InvocationReport read(int record, long micros) {
    Arrays.fill(numbers, Double.NaN);
    if (json.has(record, '{')) {
      members(record);
    }
    return new InvocationReport(
        micros,
        InvocationReport.Status.of(status),
        errorType,
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
        numbers[5]);
  }

  private void members(int record) {
    Members members = new Members(json);
    members.of(record);
    while (members.next()) {
      if (!members.skip()) {
        return;
      }
      if (members.isNamed(STATUS)) {
        status = text(members);
      } else if (members.isNamed(ERROR_TYPE)) {
        errorType = text(members);
      } else if (members.isNamed(METRICS) && members.valueIs('{')) {
        numbers(members.valueStart);
      }
    }
  }

  private void numbers(int object) {
    Members members = new Members(json);
    members.of(object);
    while (members.next() && members.skip()) {
      for (int i = 0; i < NUMBERS.length; i++) {
        if (members.isNamed(NUMBERS[i]) && !members.valueIs('"')) {
          numbers[i] = number(members);
        }
      }
    }
  }

  private static boolean startsNumber(byte b) {
    return b == '-' || (b >= '0' && b <= '9');
  }

  private double number(Members members) {
    return startsNumber(json.bytes[members.valueStart])
        ? Double.parseDouble(raw(members.valueStart, members.valueEnd))
        : Double.NaN;
  }

  /// What is between the quotes; empty if the value is not a string.
  private String text(Members members) {
    return members.valueIs('"') ? raw(members.valueStart + 1, members.valueEnd - 1) : "";
  }

  private String raw(int start, int end) {
    return new String(json.bytes, start, end - start, StandardCharsets.UTF_8);
  }
}
