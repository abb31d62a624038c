package ai.openobserve.lambda.extension.metrics;

import ai.openobserve.lambda.extension.record.RecordMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The labels of every sample: which function, and where it runs. The names are OpenTelemetry's, as
/// other senders of such metrics use them, with `_` for dots.
///
/// @param values by name, constant for the life of the process
public record MetricLabels(Map<String, String> values) {
  /// Names of other members of a sample, and of labels of single metrics. A tag with such a name
  /// does not become a label, since it would replace those.
  private static final List<String> TAKEN =
      List.of(
          "_timestamp",
          "__name__",
          "__type__",
          "__hash__",
          "value",
          "le",
          "status",
          "reason",
          "service_name",
          "env");

  public MetricLabels {
    values = Map.copyOf(values);
  }

  /// From Lambda's own variables, and the fields configured for every record.
  ///
  /// @param fields those of every record: `service_name`, `env`, tags
  public static MetricLabels of(
      @Nullable String functionName,
      @Nullable String functionVersion,
      @Nullable String region,
      @Nullable String memorySizeMb,
      Map<String, String> fields) {
    Map<String, String> labels = new LinkedHashMap<>(fields);
    TAKEN.forEach(labels::remove);
    labels.put("cloud_provider", "aws");
    put(labels, "faas_name", functionName);
    put(labels, "faas_version", functionVersion);
    put(labels, "cloud_region", region);
    put(labels, "faas_max_memory", memorySizeMb);
    put(labels, "service_name", fields.getOrDefault("service_name", orEmpty(functionName)));
    put(labels, "deployment_environment", fields.get("env"));
    return new MetricLabels(labels);
  }

  private static void put(Map<String, String> labels, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      labels.put(name, value);
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /// Members of a JSON object, each preceded by a comma.
  byte[] json() {
    return RecordMetadata.NONE.and(values).json();
  }
}
