package ai.openobserve.lambda.extension.metrics;

import java.util.Locale;

/// What is measured, by the name under which OpenObserve stores it. The first twelve have the names
/// that other senders of `platform.report` use, with `_` for dots, so that dashboards made for
/// those work.
///
/// Counters count from one sample to the next: environments come and go, so a sum over time is
/// meaningful, and the last value of one environment is not.
enum Metric {
  DURATION("aws_lambda_enhanced_duration", Kind.GAUGE),
  BILLED_DURATION("aws_lambda_enhanced_billed_duration", Kind.GAUGE),
  INIT_DURATION("aws_lambda_enhanced_init_duration", Kind.GAUGE),
  RESTORE_DURATION("aws_lambda_enhanced_restore_duration", Kind.GAUGE),
  MEMORY_SIZE("aws_lambda_enhanced_memory_size", Kind.GAUGE),
  MAX_MEMORY_USED("aws_lambda_enhanced_max_memory_used", Kind.GAUGE),
  MEMORY_UTILIZATION("aws_lambda_enhanced_memory_utilization", Kind.GAUGE),
  INVOCATIONS("aws_lambda_enhanced_invocations", Kind.COUNTER),
  ERRORS("aws_lambda_enhanced_errors", Kind.COUNTER),
  TIMEOUTS("aws_lambda_enhanced_timeouts", Kind.COUNTER),
  OUT_OF_MEMORY("aws_lambda_enhanced_out_of_memory", Kind.COUNTER),
  COLD_STARTS("aws_lambda_enhanced_cold_starts", Kind.COUNTER),

  RECORDS_RECEIVED("o2_lambda_records_received", Kind.COUNTER),
  RECORDS_DELIVERED("o2_lambda_records_delivered", Kind.COUNTER),
  RECORDS_EXCLUDED("o2_lambda_records_excluded", Kind.COUNTER),
  RECORDS_UNCONFIRMED("o2_lambda_records_unconfirmed", Kind.COUNTER),
  RECORDS_DROPPED("o2_lambda_records_dropped", Kind.COUNTER),
  ADDED("o2_lambda_added_ms", Kind.GAUGE),
  ADDED_MOST("o2_lambda_added_ms_max", Kind.GAUGE),
  BUFFER_RECORDS("o2_lambda_buffer_records", Kind.GAUGE),
  BUFFER_BYTES("o2_lambda_buffer_bytes", Kind.GAUGE);

  /// The type of a metric. A server keeps the type that the first sample of a name had.
  private enum Kind {
    GAUGE,
    COUNTER
  }

  private final String json;

  Metric(String name, Kind kind) {
    this.json =
        ",\"__name__\":\""
            + name
            + "\",\"__type__\":\""
            + kind.name().toLowerCase(Locale.ROOT)
            + "\",\"value\":";
  }

  /// The JSON members of a sample, up to its value.
  String json() {
    return json;
  }
}
