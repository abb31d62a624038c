package ai.openobserve.lambda.openobserve.dashboard;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a dashboard as version 3, which every server since 0.9 reads. It wants every field there,
/// those included that a query of our own does not need.
final class DashboardJson {
  private static final int COLUMNS = 48;
  private static final int MOST_VALUES = 100;

  private final Dashboard dashboard;
  private int panels;

  DashboardJson(Dashboard dashboard) {
    this.dashboard = dashboard;
  }

  ObjectNode write() {
    var root =
        JsonMapper.shared()
            .createObjectNode()
            .put("version", 3)
            .put("title", dashboard.title())
            .put("description", dashboard.description());
    var tabs = root.putArray("tabs");
    for (var tab : dashboard.tabs()) {
      var json = tabs.addObject().put("tabId", tabId(tab)).put("name", tab.name());
      write(tab.panels(), json.putArray("panels"));
    }
    var variables = root.putObject("variables").putArray("list");
    dashboard.variables().forEach(variable -> write(variable, variables.addObject()));
    return root;
  }

  private static String tabId(Tab tab) {
    return tab.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
  }

  /// Row by row, from left to right.
  private void write(List<Panel> tab, ArrayNode array) {
    int x = 0;
    int y = 0;
    int rowHeight = 0;
    for (var panel : tab) {
      if (x + panel.width() > COLUMNS) {
        x = 0;
        y += rowHeight;
        rowHeight = 0;
      }
      panels++;
      var json = write(panel);
      json.putObject("layout")
          .put("x", x)
          .put("y", y)
          .put("w", panel.width())
          .put("h", panel.height())
          .put("i", panels);
      array.add(json);
      x += panel.width();
      rowHeight = Math.max(rowHeight, panel.height());
    }
  }

  private ObjectNode write(Panel panel) {
    var json =
        JsonMapper.shared()
            .createObjectNode()
            .put("id", "panel" + panels)
            .put("type", panel.type())
            .put("title", panel.title())
            .put("description", panel.description())
            .put("queryType", "sql");
    var config = json.putObject("config").put("show_legends", true).put("decimals", 1);
    config.putNull("legends_position");
    if (!panel.unit().isEmpty()) {
      config.put("unit", panel.unit());
    }
    var query = json.putArray("queries").addObject().put("query", panel.sql());
    query.put("customQuery", true);
    var fields = query.putObject("fields").put("stream", panel.source().stream());
    fields.put("stream_type", panel.source().type());
    axes(panel.x(), fields.putArray("x"));
    axes(panel.y(), fields.putArray("y"));
    fields.putArray("filter");
    query.putObject("config").put("promql_legend", "");
    return json;
  }

  private static void axes(List<String> columns, ArrayNode array) {
    for (var column : columns) {
      array
          .addObject()
          .put("label", label(column))
          .put("alias", column)
          .put("column", column)
          .putNull("color");
    }
  }

  private static String label(String column) {
    return List.of("x", "y", "s").contains(column)
        ? ""
        : column.replaceFirst("^_", "").replace('_', ' ');
  }

  private void write(Dashboard.Variable variable, ObjectNode json) {
    json.put("type", "query_values").put("name", variable.name()).put("label", variable.label());
    json.putObject("query_data")
        .put("stream_type", "logs")
        .put("stream", dashboard.stream())
        .put("field", variable.field())
        .put("max_record_size", MOST_VALUES);
    json.put("value", "").putArray("options");
  }
}
