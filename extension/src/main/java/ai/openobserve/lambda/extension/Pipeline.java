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
import ai.openobserve.lambda.extension.record.RecordFormat;
import ai.openobserve.lambda.extension.record.RecordMetadata;
import ai.openobserve.lambda.extension.telemetry.InvocationWatch;
import ai.openobserve.lambda.extension.telemetry.TelemetryListener;
import ai.openobserve.lambda.extension.telemetry.TelemetryReader;
import ai.openobserve.lambda.extension.time.Clocks;
import ai.openobserve.lambda.extension.time.Waiter;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/// A record's way, wired: listener → reader → buffer → flusher → client → ledger.
record Pipeline(
    TelemetryListener listener,
    InvocationWatch watch,
    LogBuffer buffer,
    Flusher flusher,
    Ledger ledger,
    LossReport losses) {

  /// Makes all of it; the listener has its port but does not accept yet.
  static Pipeline of(
      Configuration configuration,
      Sender sender,
      RecordMetadata metadata,
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
    Flusher flusher =
        new Flusher(
            buffer,
            sender,
            ledger,
            FlushSettings.of(configuration, clocks, () -> ThreadLocalRandom.current().nextDouble()),
            Waiter.THREAD,
            task -> Thread.ofPlatform().daemon().name("delivery").start(task),
            watch::recheck,
            log);
    TelemetryListener listener =
        new TelemetryListener(reader, buffer, flusher::recordsArrived, clocks.nanos(), log);
    if (flavour == Flavour.MANAGED_INSTANCES) {
      listener.invocationsOverlap();
    }
    return new Pipeline(
        listener, watch, buffer, flusher, ledger, new LossReport(ledger, listener, clocks));
  }
}
