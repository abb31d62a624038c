package ai.openobserve.lambda.sandbox.sink.management;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The alerts of an organization and the destinations they go to. Guarded by its own lock.
///
/// Limitation: alerts never fire.
final class Alerts {
  private final Map<String, ObjectNode> byId = new LinkedHashMap<>();
  private final Set<String> destinations = new TreeSet<>();
  private int created;

  synchronized void addDestination(String name) {
    destinations.add(name);
  }

  synchronized HttpAnswer destinations() {
    var list = Answers.MAPPER.createArrayNode();
    destinations.forEach(name -> list.addObject().put("name", name).put("type", "http"));
    return Answers.ok(list);
  }

  /// @param stream only alerts of this stream; empty for those of all streams
  synchronized HttpAnswer list(String stream) {
    var root = Answers.object();
    var list = root.putArray("list");
    byId.forEach((id, alert) -> {
      if (stream.isEmpty() || alert.path("stream_name").asString("").equals(stream)) {
        list.add(alert.deepCopy().put("alert_id", id));
      }
    });
    return Answers.ok(root);
  }

  synchronized HttpAnswer get(String id) {
    var alert = byId.get(id);
    return alert == null ? notFound() : Answers.ok(alert.deepCopy().put("id", id));
  }

  synchronized HttpAnswer create(JsonNode alert) {
    return refusal(alert)
        .orElseGet(() -> {
          if (byName(alert.path("name").asString("")).isPresent()) {
            return Answers.message(409, "Alert already exists");
          }
          created++;
          byId.put(String.format(Locale.ROOT, "alert%06d", created), (ObjectNode) alert.deepCopy());
          return Answers.message(200, "Alert saved");
        });
  }

  synchronized HttpAnswer update(String id, JsonNode alert) {
    if (!byId.containsKey(id)) {
      return notFound();
    }
    return refusal(alert)
        .orElseGet(() -> {
          byId.put(id, (ObjectNode) alert.deepCopy());
          return Answers.message(200, "Alert Updated");
        });
  }

  /// The older API identifies an alert by its name.
  synchronized HttpAnswer updateByName(String name, JsonNode alert) {
    return byName(name).map(id -> update(id, alert)).orElseGet(Alerts::notFound);
  }

  private Optional<String> byName(String name) {
    return byId.entrySet().stream()
        .filter(entry -> entry.getValue().path("name").asString("").equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private Optional<HttpAnswer> refusal(JsonNode alert) {
    var name = alert.path("name").asString("");
    if (name.isEmpty() || name.contains("/")) {
      return Optional.of(Answers.message(400, "Alert name is required"));
    }
    var sql = alert.path("query_condition").path("sql").asString("");
    if (sql.isEmpty() || sql.toUpperCase(Locale.ROOT).contains("SELECT *")) {
      return Optional.of(
          Answers.message(400, "Alert with SQL can not contain SELECT * in the SQL query"));
    }
    if (alert.path("destinations").isEmpty()) {
      return Optional.of(Answers.message(400, "Alert destinations is required"));
    }
    return alert
        .path("destinations")
        .valueStream()
        .map(destination -> destination.asString(""))
        .filter(destination -> !destinations.contains(destination))
        .findFirst()
        .map(d -> Answers.message(404, "Alert destination %s not found".formatted(d)));
  }

  private static HttpAnswer notFound() {
    return Answers.message(404, "Alert not found");
  }
}
