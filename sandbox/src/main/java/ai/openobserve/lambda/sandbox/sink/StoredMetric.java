package ai.openobserve.lambda.sandbox.sink;

import ai.openobserve.lambda.sandbox.sink.search.FlatRecord;
import java.util.HashMap;
import java.util.Map;

/// A metric sample that the sink stored.
///
/// @param name as stored: lower case, with `_` for all characters but letters, digits, `_` and `:`
/// @param type counter or gauge, as stated by the first sample with this name
/// @param timestamp microseconds since the epoch
/// @param labels everything else that was sent, as text
public record StoredMetric(
    String organization,
    String name,
    String type,
    long timestamp,
    double value,
    Map<String, String> labels) {

  /// Copies its map.
  public StoredMetric {
    labels = Map.copyOf(labels);
  }

  /// The sample as a search sees it.
  FlatRecord flat() {
    var columns = new HashMap<String, Object>(labels);
    columns.put("__name__", name);
    columns.put("__hash__", Integer.toHexString(labels.hashCode()));
    columns.put("value", value);
    columns.put("_timestamp", timestamp);
    return new FlatRecord(timestamp, columns);
  }
}
