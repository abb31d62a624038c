package ai.openobserve.lambda.extension.metrics;

import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.buffer.LossReason;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Metrics of our own delivery: the account of the records, the time added to invocations, and what
/// is waiting. Guarded by the lock of [Metrics].
final class DeliveryMetrics {
  private static final String DROPPED_BY_LAMBDA = "dropped_by_lambda";
  private static final String UNREADABLE = "unreadable";

  private final Samples samples;
  private final Ledger ledger;
  private final LogBuffer buffer;
  private final Map<String, Long> reported = new HashMap<>();
  private long reportedLosses;
  private long invocations;
  private double addedMs;
  private double mostMs;

  DeliveryMetrics(Samples samples, Ledger ledger, LogBuffer buffer) {
    this.samples = samples;
    this.ledger = ledger;
    this.buffer = buffer;
  }

  /// Called when our part in an invocation is over.
  ///
  /// @param milliseconds time that it lasted beyond its function
  void added(double milliseconds) {
    invocations++;
    addedMs += milliseconds;
    mostMs = Math.max(mostMs, milliseconds);
  }

  /// Whether anything was lost since the last [#flush].
  boolean hasNews() {
    return losses() > reportedLosses;
  }

  private long losses() {
    return ledger.dropped() + ledger.unconfirmed() + ledger.droppedByLambda();
  }

  /// Adds samples of what happened since the last time. The first time it adds zeros too:
  /// dashboards and alerts can only use metrics that exist.
  void flush(long micros) {
    reportedLosses = losses();
    count(Metric.RECORDS_RECEIVED, micros, ledger.received());
    count(Metric.RECORDS_DELIVERED, micros, ledger.delivered());
    count(Metric.RECORDS_EXCLUDED, micros, ledger.excluded());
    count(Metric.RECORDS_UNCONFIRMED, micros, ledger.unconfirmed());
    for (LossReason reason : LossReason.values()) {
      dropped(label(reason), micros, ledger.dropped(reason));
    }
    dropped(DROPPED_BY_LAMBDA, micros, ledger.droppedByLambda());
    dropped(UNREADABLE, micros, ledger.unparsableBodies());
    samples.add(Metric.BUFFER_RECORDS, micros, (double) buffer.held());
    samples.add(Metric.BUFFER_BYTES, micros, (double) buffer.heldBytes());
    if (invocations > 0) {
      samples.add(Metric.ADDED, micros, addedMs / invocations);
      samples.add(Metric.ADDED_MOST, micros, mostMs);
    }
    invocations = 0;
    addedMs = 0;
    mostMs = 0;
  }

  private void count(Metric metric, long micros, long total) {
    if (isNew(metric.name(), total)) {
      samples.add(metric, micros, (double) (total - reported.getOrDefault(metric.name(), 0L)));
      reported.put(metric.name(), total);
    }
  }

  private void dropped(String reason, long micros, long total) {
    if (isNew(reason, total)) {
      samples.add(
          Metric.RECORDS_DROPPED,
          micros,
          (double) (total - reported.getOrDefault(reason, 0L)),
          "reason",
          reason);
      reported.put(reason, total);
    }
  }

  private boolean isNew(String what, long total) {
    Long before = reported.get(what);
    return before == null || before != total;
  }

  private static String label(LossReason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
