package ai.openobserve.lambda.sandbox.sink;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.sink.search.FlatRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Stores the samples of `POST …/ingest/metrics/_json`. An invalid sample fails the whole request,
/// as in OpenObserve.
///
/// Limitation: histograms and summaries are not stored; OpenObserve 0.9 does not store them either.
final class MetricIngestion implements Intake {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final MetricStore store;
  private final Instant now;
  private final String organization;

  MetricIngestion(MetricStore store, Instant now, String organization) {
    this.store = store;
    this.now = now;
    this.organization = organization;
  }

  @Override
  public Outcome ingest(byte[] body, int refused, String refusal) {
    try {
      var samples = read(body);
      var good = samples.subList(Math.min(refused, samples.size()), samples.size());
      store.add(good);
      return new Outcome(
          HttpAnswer.json(200, status(samples, samples.size() - good.size(), refusal)),
          samples.size(),
          good.size());
    } catch (BatchReader.Refused e) {
      return new Outcome(HttpAnswer.json(400, Ingestion.error(400, e.reason())), 0, 0);
    }
  }

  @Override
  public Outcome lose(byte[] body) {
    return new MetricIngestion(new MetricStore(), now, organization)
        .ingest(body, Integer.MAX_VALUE, "");
  }

  private List<StoredMetric> read(byte[] body) throws BatchReader.Refused {
    var samples = new ArrayList<StoredMetric>();
    for (var element : BatchReader.read(body)) {
      var sample = sample(MAPPER.readTree(element.json()));
      if (sample != null) {
        samples.add(sample);
      }
    }
    return samples;
  }

  private @Nullable StoredMetric sample(JsonNode record) throws BatchReader.Refused {
    if (!record.isObject()) {
      throw new BatchReader.Refused("flatten value must be an object");
    }
    var name = text(record, "__name__");
    var type = text(record, "__type__").toLowerCase(Locale.ROOT);
    if (type.equals("histogram") || type.equals("summary")) {
      return null;
    }
    var stream = name.replaceAll("[^a-zA-Z0-9_:]", "_").toLowerCase(Locale.ROOT);
    var time = timestamp(record);
    return new StoredMetric(
        organization, stream, store.type(stream, type), time, value(record), labels(record));
  }

  private static String text(JsonNode record, String field) throws BatchReader.Refused {
    if (!record.has(field)) {
      throw new BatchReader.Refused("missing " + field);
    }
    if (!record.path(field).isString()) {
      throw new BatchReader.Refused("invalid " + field + ", need to be string");
    }
    return record.path(field).stringValue();
  }

  private long timestamp(JsonNode record) throws BatchReader.Refused {
    var time = record.path("_timestamp");
    if (time.isMissingNode()) {
      return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }
    if (!time.isNumber()) {
      throw new BatchReader.Refused("invalid _timestamp, need to be number");
    }
    return (long) time.doubleValue();
  }

  private static double value(JsonNode record) throws BatchReader.Refused {
    var value = record.path("value");
    if (value.isMissingNode()) {
      throw new BatchReader.Refused("missing value");
    }
    if (!value.isNumber()) {
      throw new BatchReader.Refused("invalid value, need to be number");
    }
    return value.doubleValue();
  }

  private static Map<String, String> labels(JsonNode record) {
    var labels = new HashMap<String, String>();
    FlatRecord.of(0, record).columns().forEach((name, value) -> labels.put(name, value.toString()));
    List.of("__name__", "__type__", "value", "_timestamp").forEach(labels::remove);
    return labels;
  }

  /// The status of each metric.
  private static String status(List<StoredMetric> samples, int failed, String error) {
    var counts = new TreeMap<String, int[]>();
    for (int i = 0; i < samples.size(); i++) {
      counts.computeIfAbsent(samples.get(i).name(), _ -> new int[2])[i < failed ? 1 : 0]++;
    }
    var root = MAPPER.createObjectNode().put("code", 200);
    var status = root.putArray("status");
    counts.forEach((name, count) -> {
      var one = status.addObject().put("name", name);
      one.put("successful", count[0]).put("failed", count[1]);
      if (count[1] > 0) {
        one.put("error", error);
      }
    });
    return root.toString();
  }
}
