package ai.openobserve.lambda.openobserve.alert;

import ai.openobserve.lambda.openobserve.api.Answer;
import ai.openobserve.lambda.openobserve.api.OpenObserve;
import ai.openobserve.lambda.openobserve.api.SetUpFailed;
import ai.openobserve.lambda.openobserve.api.Target;
import ai.openobserve.lambda.openobserve.stream.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// The alerts on a server, by whichever API it has: the newer one knows an alert by an id, the
/// older one by its name.
final class AlertApi {
  private final OpenObserve server;
  private final boolean newer;
  private final Map<String, Stored> byName;

  /// An alert that is there.
  ///
  /// @param id what an update names
  record Stored(String id, String description) {}

  private AlertApi(OpenObserve server, boolean newer, Map<String, Stored> byName) {
    this.server = server;
    this.newer = newer;
    this.byName = byName;
  }

  /// Reads what is there. The older API is asked first: an older server takes the newer one's path
  /// for an organization called `v2`.
  static AlertApi read(OpenObserve server, Set<Source> sources) throws SetUpFailed {
    var byName = new HashMap<String, Stored>();
    var older = true;
    for (var source : sources) {
      var answer = server.get(streamAlerts(source) + "?type=" + source.type());
      older &= answer.ok();
      if (older) {
        byName.putAll(stored(answer, "name"));
      }
    }
    if (older) {
      return new AlertApi(server, false, byName);
    }
    var answer = server.v2("GET", "alerts?folder=default", null);
    if (!answer.ok()) {
      throw new SetUpFailed(
          answer.failure().getMessage() + ". Alerts need OpenObserve 0.9 or newer.");
    }
    return new AlertApi(server, true, stored(answer, "alert_id"));
  }

  private static Map<String, Stored> stored(Answer answer, String id) throws SetUpFailed {
    var all = new HashMap<String, Stored>();
    for (var alert : answer.json().path("list")) {
      all.put(
          alert.path("name").asString(""),
          new Stored(alert.path(id).asString(""), alert.path("description").asString("")));
    }
    return all;
  }

  Map<String, Stored> stored() {
    return byName;
  }

  /// The names of the destinations that there are.
  List<String> destinations() throws SetUpFailed {
    var answer = server.get("alerts/destinations?module=alert");
    if (!answer.ok()) {
      throw answer.failure();
    }
    return answer.json().valueStream().map(d -> d.path("name").asString("")).toList();
  }

  void create(Source source, ObjectNode alert) throws SetUpFailed {
    var answer =
        newer
            ? server.v2("POST", "alerts?folder=default", alert)
            : server.post(streamAlerts(source) + "?type=" + source.type(), alert);
    if (!answer.ok()) {
      throw answer.failure();
    }
  }

  void update(Source source, Stored stored, ObjectNode alert) throws SetUpFailed {
    var id = Target.encoded(stored.id());
    var answer =
        newer
            ? server.v2("PUT", "alerts/" + id + "?folder=default", alert)
            : server.put(streamAlerts(source) + "/" + id + "?type=" + source.type(), alert);
    if (!answer.ok()) {
      throw answer.failure();
    }
  }

  private static String streamAlerts(Source source) {
    return Target.encoded(source.stream()) + "/alerts";
  }
}
