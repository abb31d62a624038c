package ai.openobserve.lambda.openobserve.dashboard;

import ai.openobserve.lambda.openobserve.stream.RecordShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A dashboard for one stream.
///
/// @param key what it is known by among ours
/// @param variables the columns of which users can choose a value
public record Dashboard(
    String key,
    String title,
    String description,
    String stream,
    List<Variable> variables,
    List<Tab> tabs) {
  private static final List<String> KEYS = List.of("functions", "function", "delivery");

  /// A value that the user chooses.
  ///
  /// @param name what queries call it, behind a `$`
  /// @param field the column whose values there are to choose from
  public record Variable(String name, String label, String field) {}

  /// Copies its lists.
  public Dashboard {
    variables = List.copyOf(variables);
    tabs = List.copyOf(tabs);
  }

  /// All of them, for a stream whose records have this shape. Panels of metrics that are not there
  /// are left out: OpenObserve has no stream that they could ask.
  ///
  /// @param metrics the names of those that are there
  public static List<Dashboard> all(String stream, RecordShape shape, Set<String> metrics) {
    return KEYS.stream().map(key -> read(key, stream, shape).having(metrics)).toList();
  }

  private Dashboard having(Set<String> metrics) {
    return new Dashboard(
        key,
        title,
        description,
        stream,
        variables,
        tabs.stream()
            .map(tab -> tab.having(metrics))
            .filter(tab -> !tab.panels().isEmpty())
            .toList());
  }

  private static Dashboard read(String key, String stream, RecordShape shape) {
    var json = definition(key);
    return new Dashboard(
        key,
        "%s (%s)".formatted(json.path("title").stringValue(), stream),
        json.path("description").stringValue(),
        stream,
        json.path("variables")
            .valueStream()
            .map(v ->
                new Variable(
                    v.path("name").stringValue(),
                    v.path("label").stringValue(),
                    v.path("field").stringValue()))
            .toList(),
        json.path("tabs")
            .valueStream()
            .map(tab ->
                new Tab(
                    tab.path("name").stringValue(),
                    tab.path("panels")
                        .valueStream()
                        .map(panel -> Panel.read(panel, stream, shape))
                        .toList()))
            .toList());
  }

  private static JsonNode definition(String key) {
    try (var in = Dashboard.class.getResourceAsStream(key + ".json")) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(in, key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The panels of all tabs.
  public Stream<Panel> panels() {
    return tabs.stream().flatMap(tab -> tab.panels().stream());
  }
}
