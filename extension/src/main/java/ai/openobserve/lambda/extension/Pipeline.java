package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.delivery.Sender;
import ai.openobserve.lambda.extension.flush.FlushSettings;
import ai.openobserve.lambda.extension.flush.Flusher;
import ai.openobserve.lambda.extension.intake.RecordIntake;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.metrics.MetricLabels;
import ai.openobserve.lambda.extension.metrics.Metrics;
import ai.openobserve.lambda.extension.record.RecordFormat;
import ai.openobserve.lambda.extension.record.RecordMetadata;
import ai.openobserve.lambda.extension.telemetry.InvocationWatch;
import ai.openobserve.lambda.extension.telemetry.TelemetryListener;
import ai.openobserve.lambda.extension.telemetry.TelemetryReader;
import ai.openobserve.lambda.extension.time.Clocks;
import ai.openobserve.lambda.extension.time.Waiter;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The path of a record, wired: listener → reader → buffer → flusher → client → ledger.
///
/// @param metrics null unless enabled
record Pipeline(
    TelemetryListener listener,
    InvocationWatch watch,
    LogBuffer buffer,
    Flusher flusher,
    Ledger ledger,
    LossReport losses,
    @Nullable Metrics metrics) {

  private static final Executor THREADS =
      task -> Thread.ofPlatform().daemon().name("delivery").start(task);

  /// Creates the whole pipeline. The listener is bound to its port but does not accept connections
  /// yet.
  ///
  /// @param labels for the metrics, if enabled
  static Pipeline of(
      Configuration configuration,
      Sender sender,
      RecordMetadata metadata,
      MetricLabels labels,
      Flavour flavour,
      Clocks clocks,
      Log log)
      throws IOException {
    Ledger ledger = new Ledger();
    LogBuffer buffer =
        new LogBuffer(
            configuration.maxBufferBytes(),
            BatchLimits.of(configuration.batchSize(), configuration.maxBufferBytes()),
            ledger,
            log);
    InvocationWatch watch = new InvocationWatch(Waiter.THREAD, clocks.nanos());
    RecordFormat format =
        RecordFormat.of(configuration.records(), metadata, ThreadLocalRandom.current().nextLong());
    RecordIntake records = new RecordIntake(buffer, format, configuration.filters(), clocks.wall());
    TelemetryReader reader =
        new TelemetryReader(records, ledger, watch, configuration.telemetryTypes(), log);
    Metrics metrics = null;
    if (configuration.metrics()) {
      metrics =
          new Metrics(
              new Metrics.Source(ledger, buffer),
              labels,
              sender,
              settings(configuration, clocks),
              THREADS,
              clocks,
              ThreadLocalRandom.current().nextLong(),
              log);
      reader.reportTo(metrics);
    }
    Flusher flusher =
        new Flusher(
            buffer,
            metrics == null ? sender : metrics.beside(sender),
            ledger,
            settings(configuration, clocks),
            Waiter.THREAD,
            THREADS,
            watch::recheck,
            log);
    TelemetryListener listener =
        new TelemetryListener(reader, buffer, flusher::recordsArrived, clocks.nanos(), log);
    if (flavour == Flavour.MANAGED_INSTANCES) {
      listener.invocationsOverlap();
    }
    return new Pipeline(
        listener,
        watch,
        buffer,
        flusher,
        ledger,
        new LossReport(ledger, listener, clocks),
        metrics);
  }

  private static FlushSettings settings(Configuration configuration, Clocks clocks) {
    return FlushSettings.of(configuration, clocks, () -> ThreadLocalRandom.current().nextDouble());
  }
}
