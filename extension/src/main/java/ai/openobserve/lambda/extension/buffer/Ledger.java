package ai.openobserve.lambda.extension.buffer;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/// Accounts for every record: received = delivered + dropped (by reason) + excluded + unconfirmed +
/// still held. Only the buffer writes these counts, under its lock.
///
/// What never became a record is counted separately: bodies that are not JSON, and records that
/// Lambda itself dropped and reported in `platform.logsDropped`. Thread-safe.
public final class Ledger {
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong excluded = new AtomicLong();
  private final AtomicLong unconfirmed = new AtomicLong();
  private final Map<LossReason, AtomicLong> dropped = new EnumMap<>(LossReason.class);
  private final AtomicLong unparsableBodies = new AtomicLong();
  private final AtomicLong droppedByLambda = new AtomicLong();

  public Ledger() {
    for (LossReason reason : LossReason.values()) {
      dropped.put(reason, new AtomicLong());
    }
  }

  void received(long records) {
    received.addAndGet(records);
  }

  void delivered(long records) {
    delivered.addAndGet(records);
  }

  void dropped(LossReason reason, long records) {
    counter(reason).addAndGet(records);
  }

  void excluded(long records) {
    excluded.addAndGet(records);
  }

  /// Sent before shutdown but not answered: whether they were stored is unknown.
  void unconfirmed(long records) {
    unconfirmed.addAndGet(records);
  }

  public void unparsableBody() {
    unparsableBodies.incrementAndGet();
  }

  public void droppedByLambda(long records) {
    droppedByLambda.addAndGet(records);
  }

  public long received() {
    return received.get();
  }

  public long delivered() {
    return delivered.get();
  }

  public long dropped(LossReason reason) {
    return counter(reason).get();
  }

  public long dropped() {
    long sum = 0;
    for (AtomicLong counter : dropped.values()) {
      sum += counter.get();
    }
    return sum;
  }

  public long unconfirmed() {
    return unconfirmed.get();
  }

  private AtomicLong counter(LossReason reason) {
    return Objects.requireNonNull(dropped.get(reason));
  }

  /// Records not sent because of the configured filters.
  public long excluded() {
    return excluded.get();
  }

  public long unparsableBodies() {
    return unparsableBodies.get();
  }

  public long droppedByLambda() {
    return droppedByLambda.get();
  }

  /// What was dropped and why, for example `buffer full 2, request refused 1`.
  public String reasons() {
    StringBuilder words = new StringBuilder();
    for (LossReason reason : dropped.keySet()) {
      if (dropped(reason) > 0) {
        words.append(words.isEmpty() ? "" : ", ").append(reason.words());
        words.append(' ').append(dropped(reason));
      }
    }
    return words.toString();
  }

  /// One line for the log, for example `125 received, 123 delivered, 2 dropped (buffer full 2), 0
  /// held`.
  public String summary() {
    long lost = dropped();
    StringBuilder line = new StringBuilder();
    line.append(received()).append(" received, ").append(delivered()).append(" delivered, ");
    line.append(lost).append(" dropped");
    if (lost > 0) {
      line.append(" (").append(reasons()).append(')');
    }
    line.append(", ");
    if (excluded() > 0) {
      line.append(excluded()).append(" excluded, ");
    }
    if (unconfirmed() > 0) {
      line.append(unconfirmed()).append(" unconfirmed, ");
    }
    long held = received() - delivered() - lost - excluded() - unconfirmed();
    line.append(held).append(" held");
    if (unparsableBodies() > 0) {
      line.append("; unparsable bodies ").append(unparsableBodies());
    }
    if (droppedByLambda() > 0) {
      line.append("; dropped by Lambda before arrival ").append(droppedByLambda());
    }
    return line.toString();
  }
}
