package ai.openobserve.lambda.openobserve.dashboard;

import ai.openobserve.lambda.openobserve.stream.RecordShape;
import ai.openobserve.lambda.openobserve.stream.Source;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// One panel of a dashboard, its query with the names of a stream's columns filled in.
///
/// @param source where its values come from
/// @param type as OpenObserve names it: metric, line, bar, h-bar, table
/// @param unit of its values; empty if they have none
/// @param x the query's columns along the x axis, the first, and by which the values are told
///   apart, the second; all columns of a table
/// @param y the query's columns with the values
/// @param needs the columns that appear with the first record of a kind only
public record Panel(
    Source source,
    String title,
    String description,
    String type,
    String unit,
    int width,
    int height,
    List<String> x,
    List<String> y,
    String sql,
    List<String> needs) {

  /// Copies its lists.
  public Panel {
    x = List.copyOf(x);
    y = List.copyOf(y);
    needs = List.copyOf(needs);
  }

  static Panel read(JsonNode json, String stream, RecordShape shape) {
    return new Panel(
        Source.of(json, stream),
        json.path("title").stringValue(),
        json.path("description").stringValue(),
        json.path("type").stringValue(),
        json.path("unit").asString(""),
        json.path("width").intValue(),
        json.path("height").intValue(),
        texts(json.path("x")),
        texts(json.path("y")),
        shape.resolve(json.path("sql").stringValue()).replace("{stream}", stream),
        texts(json.path("needs")).stream().map(shape::resolve).toList());
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }

  /// Its query for one value of the dashboard's variable, which OpenObserve's page fills in.
  public String sqlFor(String function) {
    return sql.replace("$function", function.replace("'", "''"));
  }
}
