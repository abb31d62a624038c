package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.delivery.Delivery;
import ai.openobserve.lambda.extension.delivery.OpenObserveClient;
import ai.openobserve.lambda.extension.flush.Flusher;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.telemetry.InvocationWatch;
import ai.openobserve.lambda.extension.telemetry.RecordFormat;
import ai.openobserve.lambda.extension.telemetry.RecordIntake;
import ai.openobserve.lambda.extension.telemetry.RecordMetadata;
import ai.openobserve.lambda.extension.telemetry.TelemetryListener;
import ai.openobserve.lambda.extension.telemetry.TelemetryReader;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/// A record's way, wired: listener → reader → buffer → flusher → client → ledger.
record Pipeline(TelemetryListener listener, InvocationWatch watch, Flusher flusher, Ledger ledger) {

  /// Makes all of it; the listener has its port but does not accept yet.
  static Pipeline of(
      Configuration configuration,
      OpenObserveClient client,
      RecordMetadata metadata,
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
    InvocationWatch watch = new InvocationWatch();
    RecordFormat format =
        RecordFormat.of(configuration.records(), metadata, ThreadLocalRandom.current().nextLong());
    RecordIntake records = new RecordIntake(buffer, format, configuration.filters(), clocks.wall());
    TelemetryReader reader =
        new TelemetryReader(records, ledger, watch, configuration.telemetryTypes(), log);
    Delivery delivery = new Delivery(client, configuration, clocks.nanos(), log);
    Flusher flusher =
        new Flusher(buffer, delivery, ledger, configuration.flushInterval(), clocks.nanos(), log);
    TelemetryListener listener =
        new TelemetryListener(reader, buffer, flusher::recordsArrived, clocks.nanos(), log);
    return new Pipeline(listener, watch, flusher, ledger);
  }
}
