package ai.openobserve.lambda.sandbox.sink.management;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The fields that a panel of a version 3 dashboard must have: OpenObserve rejects a dashboard that
/// lacks one.
final class Panels {
  private static final List<String> PANEL =
      List.of("id", "type", "title", "description", "config", "queries", "layout");
  private static final List<String> QUERY = List.of("customQuery", "fields", "config");
  private static final List<String> FIELDS = List.of("stream", "stream_type", "x", "y", "filter");
  private static final List<String> AXIS = List.of("label", "alias", "column");
  private static final List<String> LAYOUT = List.of("x", "y", "w", "h", "i");

  private Panels() {}

  /// The first field that is missing.
  static Optional<String> missing(JsonNode panel) {
    return Stream.of(
            in(panel, PANEL),
            in(panel.path("config"), List.of("show_legends")),
            in(panel.path("layout"), LAYOUT),
            panel.path("queries").valueStream().flatMap(Panels::inQuery))
        .flatMap(each -> each)
        .findFirst();
  }

  private static Stream<String> inQuery(JsonNode query) {
    var fields = query.path("fields");
    return Stream.of(
            in(query, QUERY),
            in(query.path("config"), List.of("promql_legend")),
            in(fields, FIELDS),
            Stream.concat(fields.path("x").valueStream(), fields.path("y").valueStream())
                .flatMap(axis -> in(axis, AXIS)))
        .flatMap(each -> each);
  }

  private static Stream<String> in(JsonNode object, List<String> names) {
    return names.stream().filter(name -> !object.has(name));
  }
}
