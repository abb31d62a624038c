package ai.openobserve.lambda.openobserve.dashboard;

import ai.openobserve.lambda.openobserve.api.OpenObserve;
import ai.openobserve.lambda.openobserve.api.SetUpFailed;
import ai.openobserve.lambda.openobserve.api.Target;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A dashboard that a server holds.
///
/// @param hash what an update must name
record StoredDashboard(String id, String hash, JsonNode body) {
  private static final int NEWEST_VERSION = 20;

  /// Finds the one that was made from ours: by the mark in its description, else by its title.
  static Optional<StoredDashboard> find(OpenObserve server, Dashboard ours) throws SetUpFailed {
    var answer = server.get("dashboards?folder=default");
    if (!answer.ok()) {
      throw answer.failure();
    }
    Optional<String> byTitle = Optional.empty();
    for (var listed : answer.json().path("dashboards")) {
      var body = body(listed);
      var id = text(listed, "dashboard_id", body, "dashboardId");
      if (Fingerprint.Mark.in(text(listed, "description", body, "description"))
          .filter(mark -> mark.isOf(ours))
          .isPresent()) {
        return Optional.of(read(server, id));
      }
      if (text(listed, "title", body, "title").equals(ours.title())) {
        byTitle = Optional.of(id);
      }
    }
    return byTitle.isPresent() ? Optional.of(read(server, byTitle.get())) : Optional.empty();
  }

  static StoredDashboard read(OpenObserve server, String id) throws SetUpFailed {
    var answer = server.get("dashboards/%s?folder=default".formatted(Target.encoded(id)));
    if (!answer.ok()) {
      throw answer.failure();
    }
    var envelope = answer.json();
    return new StoredDashboard(id, envelope.path("hash").asString(""), body(envelope));
  }

  /// The dashboard itself is the member named after its version.
  static JsonNode body(JsonNode envelope) {
    for (int version = NEWEST_VERSION; version > 0; version--) {
      var body = envelope.path("v" + version);
      if (body.isObject()) {
        return body;
      }
    }
    return envelope;
  }

  private static String text(JsonNode first, String name, JsonNode second, String otherName) {
    return first.path(name).asString(second.path(otherName).asString(""));
  }

  /// The digest that its mark holds; empty if it has none.
  String markedDigest() {
    return Fingerprint.Mark.in(body.path("description").asString(""))
        .map(Fingerprint.Mark::digest)
        .orElse("");
  }

  /// Whether it is still as it was written.
  boolean unedited() {
    return Fingerprint.of(body).equals(markedDigest());
  }
}
