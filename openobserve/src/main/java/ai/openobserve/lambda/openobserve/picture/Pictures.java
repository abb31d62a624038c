package ai.openobserve.lambda.openobserve.picture;

import ai.openobserve.lambda.openobserve.api.OpenObserve;
import ai.openobserve.lambda.openobserve.api.SetUpFailed;
import ai.openobserve.lambda.openobserve.api.Target;
import ai.openobserve.lambda.openobserve.dashboard.Dashboard;
import ai.openobserve.lambda.openobserve.dashboard.PanelQuery;
import ai.openobserve.lambda.openobserve.dashboard.Tab;
import ai.openobserve.lambda.openobserve.stream.Metrics;
import ai.openobserve.lambda.openobserve.stream.StreamSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Draws every tab of every dashboard into a file of its own, from what a server answers.
public final class Pictures {
  private static final Duration REQUEST = Duration.ofSeconds(60);
  private static final double COLUMN = 25;
  private static final double HEIGHT = 20;
  private static final int COLUMNS = 48;
  private static final double MARGIN = 8;

  private final PanelQuery query;
  private final String function;

  private Pictures(PanelQuery query, String function) {
    this.query = query;
    this.function = function;
  }

  /// Draws the records of a range of time.
  ///
  /// @param function the value of the dashboards' variable
  /// @return the files
  /// @throws IOException if a file cannot be written
  public static List<Path> draw(
      Target target, Instant start, Instant end, String function, Path folder)
      throws SetUpFailed, IOException {
    Files.createDirectories(folder);
    try (var server = new OpenObserve(target, REQUEST)) {
      var schema = StreamSchema.read(server);
      var pictures = new Pictures(new PanelQuery(server, start, end), function);
      var files = new ArrayList<Path>();
      for (var dashboard : Dashboard.all(target.stream(), schema.shape(), Metrics.read(server))) {
        for (var tab : dashboard.tabs()) {
          var file = folder.resolve(fileName(dashboard, tab));
          Files.writeString(file, pictures.image(dashboard, tab));
          files.add(file);
        }
      }
      return files;
    }
  }

  private static String fileName(Dashboard dashboard, Tab tab) {
    return "%s-%s.svg"
        .formatted(dashboard.key(), tab.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"));
  }

  private String image(Dashboard dashboard, Tab tab) throws SetUpFailed {
    var svg = new Svg();
    double x = 0;
    double y = 34;
    double row = 0;
    svg.box(new Box(0, 0, COLUMNS * COLUMN + MARGIN, 6000), "#f9fafb", "none");
    svg.text(MARGIN, 23, 16, Svg.INK, dashboard.title() + " · " + tab.name());
    for (var panel : tab.panels()) {
      if (x + panel.width() > COLUMNS) {
        x = 0;
        y += row;
        row = 0;
      }
      var box =
          new Box(
              MARGIN + x * COLUMN,
              y,
              panel.width() * COLUMN - MARGIN,
              panel.height() * HEIGHT - MARGIN);
      var rows =
          query.run(panel, function) instanceof PanelQuery.Result.Rows(var found)
              ? found
              : List.<JsonNode>of();
      new PanelPicture(panel, rows).draw(svg, box);
      x += panel.width();
      row = Math.max(row, panel.height() * HEIGHT);
    }
    return svg.image(COLUMNS * COLUMN + MARGIN, y + row + MARGIN, dashboard.title());
  }
}
