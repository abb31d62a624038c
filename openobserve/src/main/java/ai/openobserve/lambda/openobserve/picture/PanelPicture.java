package ai.openobserve.lambda.openobserve.picture;

import ai.openobserve.lambda.openobserve.dashboard.Panel;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One panel, drawn.
record PanelPicture(Panel panel, List<JsonNode> rows) {
  private static final double ROW = 17;
  private static final double LABEL = 130;

  /// How much of a table's width a column gets, beside one of the others.
  private static final Map<String, Double> WIDE =
      Map.of("line", 3.0, "reasons", 3.0, "requestid", 1.3, "function_name", 1.2);

  void draw(Svg svg, Box box) {
    svg.box(box, "#ffffff", Svg.LINE);
    svg.text(box.x() + 10, box.y() + 19, 13, Svg.INK, panel.title());
    var inside = box.inside(8, 28, 8, 6);
    if (rows.isEmpty()) {
      svg.text(
          box.x() + box.width() / 2,
          box.y() + box.height() / 2 + 8,
          12,
          Svg.FAINT,
          "middle",
          "No data");
      return;
    }
    switch (panel.type()) {
      case "metric" -> metric(svg, inside);
      case "line" -> Chart.of(panel, rows).lines(svg, inside);
      case "bar" -> Chart.of(panel, rows).bars(svg, inside);
      case "h-bar" -> horizontalBars(svg, inside);
      case "table" -> table(svg, inside);
      default -> throw new IllegalStateException("Unknown panel type " + panel.type());
    }
  }

  private void metric(Svg svg, Box box) {
    var value = rows.getFirst().path(panel.y().getFirst());
    var text =
        value.isNumber()
            ? Values.number(value.doubleValue()) + Values.unit(panel.unit())
            : "No data";
    svg.text(
        box.x() + box.width() / 2, box.y() + box.height() / 2 + 8, 26, Svg.INK, "middle", text);
  }

  private void horizontalBars(Svg svg, Box box) {
    var greatest =
        rows.stream().mapToDouble(r -> r.path(panel.y().getFirst()).asDouble(0)).max().orElse(1);
    double y = box.y() + 6;
    for (var row : rows) {
      if (y + ROW > box.bottom()) {
        return;
      }
      var value = row.path(panel.y().getFirst()).asDouble(0);
      var width = greatest <= 0 ? 0 : (box.width() - LABEL - 60) * Math.max(0, value) / greatest;
      var name = row.path(panel.x().getFirst()).asString("");
      svg.text(box.x() + LABEL - 6, y + 12, 11, Svg.INK, "end", Values.cut(name, LABEL));
      svg.box(new Box(box.x() + LABEL, y, width, ROW - 5), Svg.colour(0), "none");
      svg.text(
          box.x() + LABEL + width + 5,
          y + 11,
          10,
          Svg.FAINT,
          Values.number(value) + Values.unit(panel.unit()));
      y += ROW;
    }
  }

  private void table(Svg svg, Box box) {
    var total = panel.x().stream().mapToDouble(PanelPicture::weight).sum();
    double y = box.y() + 12;
    for (int i = -1; i < rows.size() && y < box.bottom(); i++) {
      double x = box.x() + 4;
      for (var column : panel.x()) {
        var width = box.width() * weight(column) / total;
        var text =
            i < 0 ? column.replaceFirst("^_", "") : Values.cell(column, rows.get(i).path(column));
        svg.text(x, y, 11, i < 0 ? Svg.FAINT : Svg.INK, Values.cut(text, width - 8));
        x += width;
      }
      svg.line(box.x(), y + 4.5, box.right(), y + 4.5, "#f3f4f6");
      y += ROW;
    }
  }

  private static double weight(String column) {
    return WIDE.getOrDefault(column, 1.0);
  }
}
