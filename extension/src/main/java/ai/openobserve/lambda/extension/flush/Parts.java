package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Backlog;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.delivery.Outcome;
import ai.openobserve.lambda.extension.delivery.Sender;
import ai.openobserve.lambda.extension.log.Log;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/// The parts of a flusher that its lock guards.
record Parts(
    LogBuffer buffer,
    FlushSettings settings,
    Schedule schedule,
    BackendHealth health,
    DeliveryLog lines,
    Settlement settlement,
    Requests requests) {

  static Parts of(
      LogBuffer buffer,
      Sender sender,
      Ledger ledger,
      FlushSettings settings,
      Executor threads,
      BiConsumer<Sending, Outcome> came,
      Log log) {
    BackendHealth health = new BackendHealth(settings.breaker(), settings.interval());
    DeliveryLog lines = new DeliveryLog(log, ledger, settings.elapsed().nanos());
    return new Parts(
        buffer,
        settings,
        new Schedule(settings.interval()),
        health,
        lines,
        new Settlement(buffer, health, lines, settings.maxRetries()),
        new Requests(sender, settings, threads, came));
  }

  /// The current time in nanoseconds, frozen time included.
  long elapsed() {
    return settings.elapsed().nanos();
  }

  /// Makes everything that is waiting due.
  ///
  /// @return number of the next record to arrive; all older ones are due
  long drain() {
    Backlog backlog = buffer.backlog();
    schedule.drain(backlog);
    return backlog.next();
  }

  /// Whether a batch should be sent now.
  boolean isDue() {
    return schedule.due(buffer.backlog(), elapsed());
  }
}
