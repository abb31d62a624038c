package ai.openobserve.lambda.sandbox.sink.management;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The dashboards of an organization, version 3. Guarded by its own lock.
///
/// Limitation: there is one folder, whatever the request names.
final class Dashboards {
  private static final int NEWEST_VERSION = 3;

  private final Release release;
  private final Map<String, ObjectNode> byId = new LinkedHashMap<>();
  private int created;

  Dashboards(Release release) {
    this.release = release;
  }

  synchronized HttpAnswer list() {
    var root = Answers.object();
    var list = root.putArray("dashboards");
    byId.values().forEach(dashboard -> list.add(listed(dashboard)));
    return Answers.ok(root);
  }

  synchronized HttpAnswer get(String id) {
    var dashboard = byId.get(id);
    return dashboard == null ? notFound() : Answers.ok(envelope(dashboard));
  }

  synchronized HttpAnswer create(JsonNode body) {
    var refusal = refusal(body);
    if (refusal != null) {
      return refusal;
    }
    created++;
    return store(Integer.toString(7_000_000 + created), body);
  }

  synchronized HttpAnswer update(String id, JsonNode body, String query) {
    var known = byId.get(id);
    if (known == null) {
      return notFound();
    }
    var refusal = refusal(body);
    if (refusal != null) {
      return refusal;
    }
    if (release != Release.V0_9 && !("&" + query + "&").contains("&hash=" + hash(known) + "&")) {
      return Answers.message(409, "Conflict: Failed to save due to concurrent changes");
    }
    return store(id, body);
  }

  synchronized HttpAnswer delete(String id) {
    return byId.remove(id) == null ? notFound() : Answers.message(200, "Dashboard deleted");
  }

  private HttpAnswer store(String id, JsonNode body) {
    var dashboard = ((ObjectNode) body.deepCopy()).put("dashboardId", id);
    byId.put(id, dashboard);
    return Answers.ok(envelope(dashboard));
  }

  /// Newer releases leave the panels out of a list.
  private ObjectNode listed(ObjectNode dashboard) {
    if (release == Release.V0_9) {
      return envelope(dashboard);
    }
    return Answers.object()
        .put("version", NEWEST_VERSION)
        .put("hash", hash(dashboard))
        .put("folder_id", "default")
        .put("dashboard_id", dashboard.path("dashboardId").asString(""))
        .put("title", dashboard.path("title").asString(""))
        .put("description", dashboard.path("description").asString(""));
  }

  private static ObjectNode envelope(ObjectNode dashboard) {
    var root = Answers.object();
    root.putNull("v1").putNull("v2");
    root.set("v3", dashboard);
    return root.put("version", NEWEST_VERSION).put("hash", hash(dashboard));
  }

  private static String hash(ObjectNode dashboard) {
    return Integer.toUnsignedString(dashboard.toString().hashCode());
  }

  private static @Nullable HttpAnswer refusal(JsonNode body) {
    var version = body.path("version").asInt(0);
    if (!body.isObject() || version < 1 || version > NEWEST_VERSION) {
      return Answers.message(500, "unsupported dashboard version " + version);
    }
    for (var field : new String[] {"title", "description"}) {
      if (!body.path(field).isString()) {
        return Answers.message(500, "missing field `%s`".formatted(field));
      }
    }
    return body.path("tabs")
        .valueStream()
        .flatMap(tab -> tab.path("panels").valueStream())
        .flatMap(panel -> Panels.missing(panel).stream())
        .findFirst()
        .map(field -> Answers.message(500, "missing field `%s`".formatted(field)))
        .orElse(null);
  }

  private static HttpAnswer notFound() {
    return Answers.message(404, "Dashboard not found");
  }
}
