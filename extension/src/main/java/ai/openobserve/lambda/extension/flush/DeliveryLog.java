package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.log.Log;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Logs what happens in delivery. Users pay for every line, and every line comes back to us as a
/// record, so there are few: the first success, each failure the first time its reason is seen, and
/// at most one summary a minute of everything else. Guarded by the flusher's lock.
final class DeliveryLog {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  /// Reasons come from servers: one that keeps inventing them does not get a line for each.
  private static final int MOST_REASONS = 16;

  private static final String OTHER = "other reasons";

  private final Log log;
  private final Ledger ledger;
  private final Set<String> said = new HashSet<>();
  private final Map<String, Integer> repeated = new LinkedHashMap<>();
  private long sent;
  private boolean successSaid;
  private long lastSummary;
  private long droppedThen;

  DeliveryLog(Log log, Ledger ledger, long now) {
    this.log = log;
    this.ledger = ledger;
    this.lastSummary = now;
  }

  /// Counts records that were stored.
  void delivered(int records) {
    sent += records;
    log.debug("Sent " + records + " logs to OpenObserve");
  }

  /// Reports a failed attempt, or records that could not be delivered.
  ///
  /// @param reason identifies repetitions of the same failure
  /// @param quiet whether it concerned only log lines of extensions: a summary of it would be the
  ///   next of them
  void failed(String reason, String line, boolean quiet) {
    if (isNew(reason)) {
      log.warn(line);
    } else {
      repeat(reason, line, quiet);
    }
  }

  /// Reports that the backend refuses whatever it is sent.
  void refused(String reason, String line, boolean quiet) {
    if (isNew(reason)) {
      log.error(line);
    } else {
      repeat(reason, line, quiet);
    }
  }

  /// Reports an error in this program that should not happen.
  void unexpected(String line) {
    refused(line, line, false);
  }

  private boolean isNew(String reason) {
    return said.size() < MOST_REASONS && said.add(reason);
  }

  private void repeat(String reason, String line, boolean quiet) {
    log.debug(line);
    if (!quiet) {
      repeated.merge(said.contains(reason) ? reason : OTHER, 1, Integer::sum);
    }
  }

  /// Logs a summary if one is due.
  ///
  /// @param pausing whether nothing more is to be sent now
  void summarize(boolean pausing, long now) {
    boolean first = !successSaid && sent > 0 && pausing;
    boolean lost = ledger.dropped() > droppedThen;
    boolean news = sent > 0 || !repeated.isEmpty() || lost;
    if (!first && !(news && now - lastSummary >= MINUTE)) {
      return;
    }
    say(lost && !first);
    successSaid |= sent > 0;
    lastSummary = now;
    sent = 0;
    repeated.clear();
    droppedThen = first ? droppedThen : ledger.dropped();
  }

  private void say(boolean lost) {
    if (repeated.isEmpty() && !lost) {
      log.info("Successfully sent " + sent + " logs to OpenObserve");
      return;
    }
    StringBuilder line = new StringBuilder("Sent ").append(sent).append(" logs to OpenObserve");
    String separator = ", failed attempts: ";
    for (Map.Entry<String, Integer> each : repeated.entrySet()) {
      line.append(separator).append(each.getValue()).append(" × ").append(each.getKey());
      separator = ", ";
    }
    if (lost) {
      line.append("; dropped so far: ").append(ledger.reasons());
    }
    log.warn(line.toString());
  }
}
