package ai.openobserve.lambda.sandbox.sink;

import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.sink.search.StreamTable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The metrics that the sink stored; each name is a separate stream.
final class MetricStore {
  private final Journal<StoredMetric> metrics = new Journal<>("stored metrics");
  private final Map<String, String> types = new ConcurrentHashMap<>();

  Journal<StoredMetric> metrics() {
    return metrics;
  }

  void add(List<StoredMetric> batch) {
    batch.forEach(metrics::append);
  }

  /// The type of a metric, which its first sample determines.
  String type(String name, String said) {
    return types.computeIfAbsent(name, _ -> said);
  }

  StreamTable table(String name) {
    return StreamTable.of(
        name,
        metrics.entries().stream()
            .filter(each -> each.name().equals(name))
            .map(StoredMetric::flat)
            .toList());
  }

  List<String> names() {
    return metrics.entries().stream().map(StoredMetric::name).distinct().sorted().toList();
  }
}
