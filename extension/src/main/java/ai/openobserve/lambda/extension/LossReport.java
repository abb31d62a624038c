package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LossReason;
import ai.openobserve.lambda.extension.telemetry.TelemetryListener;
import ai.openobserve.lambda.extension.time.Clocks;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/// Reports losses in the stream itself: after a loss, one record of type `extension` with the
/// number of lost records and the reasons. It takes the path of all telemetry, so it looks like any
/// other record. Used by one thread.
final class LossReport {
  private final Ledger ledger;
  private final TelemetryListener listener;
  private final Clocks clocks;
  private final Map<LossReason, Long> reported = new EnumMap<>(LossReason.class);
  private long reportedByLambda;

  LossReport(Ledger ledger, TelemetryListener listener, Clocks clocks) {
    this.ledger = ledger;
    this.listener = listener;
    this.clocks = clocks;
  }

  /// Reports what was lost since the last report, if anything. Call it when delivery is likely to
  /// succeed: a report that is itself lost is not repeated.
  void report() {
    Map<LossReason, Long> totals = new EnumMap<>(LossReason.class);
    long lost = 0;
    StringBuilder reasons = new StringBuilder();
    for (LossReason reason : LossReason.values()) {
      long total = ledger.dropped(reason);
      long now = total - reported.getOrDefault(reason, 0L);
      totals.put(reason, total);
      lost += now;
      append(reasons, reason.words(), now);
    }
    long byLambda = ledger.droppedByLambda();
    append(reasons, "dropped by Lambda", byLambda - reportedByLambda);
    lost += byLambda - reportedByLambda;
    if (lost > 0 && listener.offer(body(lost, reasons.toString()))) {
      reported.putAll(totals);
      reportedByLambda = byLambda;
    }
  }

  private static void append(StringBuilder reasons, String words, long records) {
    if (records > 0) {
      reasons.append(reasons.isEmpty() ? "" : ", ").append(words).append(' ').append(records);
    }
  }

  private byte[] body(long lost, String reasons) {
    String event =
        "[{\"time\":\""
            + clocks.wall().instant()
            + "\",\"type\":\"extension\",\"record\":{\"level\":\"WARN\",\"message\":\""
            + lost
            + " records were lost: "
            + reasons
            + "\",\"lost_records\":"
            + lost
            + ",\"lost_because\":\""
            + reasons
            + "\"}}]";
    return event.getBytes(StandardCharsets.UTF_8);
  }
}
