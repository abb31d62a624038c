package ai.openobserve.lambda.openobserve.stream;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Where the values of a panel or an alert come from: the records of functions, or a metric, which
/// has a stream of its own name.
///
/// @param type as OpenObserve names it: logs or metrics
public record Source(String type, String stream) {

  /// That of a definition, whose member `metric` names a metric if it is about one.
  public static Source of(JsonNode definition, String logStream) {
    var metric = definition.path("metric").asString("");
    return metric.isEmpty() ? new Source("logs", logStream) : new Source("metrics", metric);
  }

  /// Whether anything is there.
  ///
  /// @param metrics the names of the metrics that the server has
  public boolean isThere(Set<String> metrics) {
    return type.equals("logs") || metrics.contains(stream);
  }
}
