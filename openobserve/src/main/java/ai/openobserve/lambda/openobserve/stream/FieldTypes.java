package ai.openobserve.lambda.openobserve.stream;

import ai.openobserve.lambda.openobserve.report.Report;
import java.util.List;

/// Whether numbers are numbers: a column that has seen two types is text, and stays text.
public final class FieldTypes {
  private static final List<String> NUMBERS =
      List.of(
          "record_metrics_durationms",
          "record_metrics_billeddurationms",
          "record_metrics_memorysizemb",
          "record_metrics_maxmemoryusedmb",
          "record_metrics_initdurationms",
          "record_droppedrecords",
          "record_lost_records",
          "lost_records");
  private static final List<String> REQUIRED =
      List.of("type", "function_name", "requestid", "record_status", "record_metrics_durationms");

  private FieldTypes() {}

  /// Reports the columns that are missing or of the wrong type.
  public static void check(StreamSchema schema, Report report) {
    var wrong =
        NUMBERS.stream()
            .filter(schema::isText)
            .map(column -> column + " is " + schema.columns().get(column))
            .toList();
    var missing =
        REQUIRED.stream().filter(column -> !schema.columns().containsKey(column)).toList();
    if (!wrong.isEmpty()) {
      report.bad(
          "fields",
          "%s, a number is required: another sender wrote text there. Send to a stream of your own (O2_STREAM)."
              .formatted(String.join(", ", wrong)));
    }
    if (!missing.isEmpty()) {
      report.bad(
          "fields",
          "missing: %s. The stream needs platform events (O2_TELEMETRY_TYPES) of at least two invocations,"
                  .formatted(String.join(", ", missing))
              + " and function_name (O2_METADATA=true).");
    }
    if (wrong.isEmpty() && missing.isEmpty()) {
      report.good("fields", "present, and of the right types");
    }
  }
}
