package ai.openobserve.lambda.extension.metrics;

import ai.openobserve.lambda.extension.telemetry.InvocationReport;
import java.util.EnumMap;
import java.util.Map;

/// Metrics from `platform.report`: a sample of each measured value for every report, and counts of
/// all reports in a flush. Guarded by the lock of [Metrics].
final class InvocationMetrics {
  private final Samples samples;
  private final Map<InvocationReport.Status, Map<Metric, Long>> counts =
      new EnumMap<>(InvocationReport.Status.class);

  InvocationMetrics(Samples samples) {
    this.samples = samples;
  }

  void add(InvocationReport report, long micros) {
    gauge(Metric.DURATION, report, micros, report.durationMs());
    gauge(Metric.BILLED_DURATION, report, micros, report.billedDurationMs());
    gauge(Metric.INIT_DURATION, report, micros, report.initDurationMs());
    gauge(Metric.RESTORE_DURATION, report, micros, report.restoreDurationMs());
    gauge(Metric.MEMORY_SIZE, report, micros, report.memorySizeMb());
    gauge(Metric.MAX_MEMORY_USED, report, micros, report.maxMemoryUsedMb());
    gauge(Metric.MEMORY_UTILIZATION, report, micros, report.memoryUtilization());
    count(Metric.INVOCATIONS, report, true);
    count(Metric.ERRORS, report, report.hasFailed());
    count(Metric.TIMEOUTS, report, report.status() == InvocationReport.Status.TIMEOUT);
    count(Metric.OUT_OF_MEMORY, report, report.isOutOfMemory());
    count(Metric.COLD_STARTS, report, report.isColdStart());
  }

  /// @param value NaN if the report does not have it
  private void gauge(Metric metric, InvocationReport report, long micros, double value) {
    samples.add(metric, micros, value, "status", report.status().word());
  }

  private void count(Metric metric, InvocationReport report, boolean counts) {
    if (counts) {
      this.counts
          .computeIfAbsent(report.status(), status -> new EnumMap<>(Metric.class))
          .merge(metric, 1L, Long::sum);
    }
  }

  /// Whether a report arrived since the last [#flush].
  boolean hasNews() {
    return !counts.isEmpty();
  }

  /// Adds samples of the counts since the last time.
  void flush(long micros) {
    counts.forEach((status, ofStatus) ->
        ofStatus.forEach(
            (metric, count) -> samples.add(metric, micros, count, "status", status.word())));
    counts.clear();
  }
}
