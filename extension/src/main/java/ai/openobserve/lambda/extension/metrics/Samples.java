package ai.openobserve.lambda.extension.metrics;

import ai.openobserve.lambda.extension.buffer.Destination;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.buffer.RecordTimestamps;
import ai.openobserve.lambda.extension.buffer.Reporting;
import java.nio.charset.StandardCharsets;

/// Writes samples into the metrics' buffer, as OpenObserve's [metrics
/// API](https://openobserve.ai/docs/api/ingestion/metrics/json/) expects them. One value that is
/// not a number would cost the whole request there, so such values are left out. Thread-safe.
final class Samples {
  static final Destination DESTINATION =
      new Destination("/ingest/metrics/_json", "application/json", true);

  private static final String START = new String(RecordTimestamps.start(), StandardCharsets.UTF_8);

  private final LogBuffer buffer;
  private final String labels;

  /// @param labels those of every sample: members of a JSON object, each preceded by a comma
  Samples(LogBuffer buffer, byte[] labels) {
    this.buffer = buffer;
    this.labels = new String(labels, StandardCharsets.UTF_8);
  }

  /// Adds a sample without labels of its own.
  void add(Metric metric, long micros, double value) {
    write(metric, micros, value, "");
  }

  /// Adds a sample with a label of its own.
  ///
  /// @param name the label's name; like its value, a word of ours or Lambda's that needs no
  ///   escaping
  void add(Metric metric, long micros, double value, String name, String labelValue) {
    write(metric, micros, value, ",\"" + name + "\":\"" + labelValue + "\"");
  }

  private void write(Metric metric, long micros, double value, String label) {
    if (!Double.isFinite(value)) {
      return;
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
    String number = whole ? Long.toString((long) value) : Double.toString(value);
    String json = START + micros + metric.json() + number + label + labels + "}";
    byte[] sample = json.getBytes(StandardCharsets.UTF_8);
    // Single requests with metrics are not logged: there would be lines for every flush.
    buffer.append(DESTINATION, sample, 0, sample.length, Reporting.QUIET);
  }
}
