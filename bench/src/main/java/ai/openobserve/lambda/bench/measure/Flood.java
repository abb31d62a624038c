package ai.openobserve.lambda.bench.measure;

import ai.openobserve.lambda.bench.backend.Backend;
import ai.openobserve.lambda.bench.lambda.Payload;
import ai.openobserve.lambda.bench.process.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// One invocation that logs a lot, as fast as the extension accepts it, followed by the end of the
/// environment.
///
/// @param sentBytes bytes of telemetry
/// @param sentRecords function records in it
/// @param arrivedRecords records at the backend, including the extension's own and the platform's
/// @param wireBytes size of all deliveries' bodies
/// @param requests number of deliveries
record Flood(
    long sentBytes,
    long sentRecords,
    long arrivedRecords,
    long wireBytes,
    long requests,
    Usage usage) {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  static Flood run(
      Bench bench, Subject subject, Payload payload, long bytes, Map<String, String> variables)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(variables);
    all.putIfAbsent("O2_FLUSH_STRATEGY", "continuous");
    all.putIfAbsent("O2_TELEMETRY_TYPES", "platform,function");
    try (Backend backend = new Backend();
        Session session = Session.start(bench, subject, backend.url(), all)) {
      String requestId = session.invoke();
      long sent = 0;
      long records = 0;
      long recordsInBody = payload.records() / payload.bodies().size();
      for (int i = 0; sent < bytes; i++) {
        byte[] body = payload.bodies().get(i % payload.bodies().size());
        session.post(body);
        sent += body.length;
        records += recordsInBody;
      }
      session.done(requestId);
      Usage usage = session.shutdown(DEADLINE);
      return new Flood(
          sent, records, backend.records(), backend.wireBytes(), backend.requests(), usage);
    }
  }

  /// CPU seconds per 100 MB of telemetry.
  double secondsPer100Mb() {
    return usage.processorSeconds() * 100e6 / sentBytes;
  }

  /// Megabytes on the wire per 100 MB of telemetry.
  double wirePer100Mb() {
    return wireBytes / 1e6 * 100e6 / sentBytes;
  }

  /// Records that did not arrive.
  long lost() {
    return Math.max(0, sentRecords - arrivedRecords);
  }
}
