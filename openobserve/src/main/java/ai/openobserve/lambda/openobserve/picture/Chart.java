package ai.openobserve.lambda.openobserve.picture;

import ai.openobserve.lambda.openobserve.dashboard.Panel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// The rows of a panel with a time axis, as series over its times.
///
/// @param times in order
/// @param series values by time, by the series' name
record Chart(List<String> times, SequencedMap<String, Map<String, Double>> series) {
  private static final int LEGEND = 16;

  static Chart of(Panel panel, List<JsonNode> rows) {
    var times = new TreeSet<String>();
    var series = new TreeMap<String, Map<String, Double>>();
    for (var row : rows) {
      var time = row.path(panel.x().getFirst()).asString("");
      times.add(time);
      for (var column : panel.y()) {
        var name = panel.x().size() > 1 ? row.path(panel.x().get(1)).asString("") : column;
        if (row.path(column).isNumber()) {
          series
              .computeIfAbsent(name, _ -> new TreeMap<>())
              .put(time, row.path(column).doubleValue());
        }
      }
    }
    return new Chart(List.copyOf(times), series);
  }

  void lines(Svg svg, Box box) {
    var plot = axes(svg, box, greatest(false));
    int n = 0;
    for (var values : series.values()) {
      var points = new ArrayList<Double>();
      values.forEach((time, value) -> {
        points.add(x(plot, time));
        points.add(plot.bottom() - plot.height() * value / greatest(false));
      });
      svg.curve(points, Svg.colour(n++));
    }
  }

  void bars(Svg svg, Box box) {
    var plot = axes(svg, box, greatest(true));
    var width = 0.7 * plot.width() / times.size();
    for (var time : times) {
      double bottom = plot.bottom();
      int n = 0;
      for (var values : series.values()) {
        var height = plot.height() * values.getOrDefault(time, 0.0) / greatest(true);
        bottom -= height;
        if (height > 0) {
          svg.box(new Box(x(plot, time) - width / 2, bottom, width, height), Svg.colour(n), "none");
        }
        n++;
      }
    }
  }

  private Box axes(Svg svg, Box box, double greatest) {
    var plot = box.inside(44, 6, 10, 18 + LEGEND);
    for (int step = 0; step <= 2; step++) {
      var y = plot.bottom() - plot.height() * step / 2;
      svg.line(plot.x(), y, plot.right(), y, Svg.LINE);
      svg.text(plot.x() - 5, y + 4, 10, Svg.FAINT, "end", Values.number(greatest * step / 2));
    }
    var shown = Math.max(1, (times.size() + 5) / 6);
    for (int i = 0; i < times.size(); i += shown) {
      var clock = times.get(i).replaceFirst("^.*T", "");
      svg.text(x(plot, times.get(i)), plot.bottom() + 13, 10, Svg.FAINT, "middle", clock);
    }
    legend(svg, plot);
    return plot;
  }

  private void legend(Svg svg, Box plot) {
    if (series.size() == 1 && series.firstEntry().getKey().equals("y")) {
      return;
    }
    double x = plot.x();
    int n = 0;
    for (var name : series.keySet()) {
      var width = 26 + 6 * name.length();
      if (x + width > plot.right()) {
        svg.text(x, plot.bottom() + 30, 10, Svg.FAINT, "+ %d".formatted(series.size() - n));
        return;
      }
      svg.box(new Box(x, plot.bottom() + 22, 8, 8), Svg.colour(n++), "none");
      svg.text(x + 12, plot.bottom() + 30, 10, Svg.INK, name);
      x += width;
    }
  }

  private double x(Box plot, String time) {
    return plot.x() + plot.width() * (times.indexOf(time) + 0.5) / times.size();
  }

  private double greatest(boolean stacked) {
    double greatest = 0;
    for (var time : times) {
      var values = series.values().stream().mapToDouble(v -> v.getOrDefault(time, 0.0));
      greatest = Math.max(greatest, stacked ? values.sum() : values.max().orElse(0));
    }
    return greatest == 0 ? 1 : greatest;
  }
}
