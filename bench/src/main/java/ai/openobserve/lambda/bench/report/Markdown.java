package ai.openobserve.lambda.bench.report;

import ai.openobserve.lambda.bench.report.BarChart.Whose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// BENCHMARKS.md and its charts: every figure with what it is compared with, and how to measure it
/// again.
///
/// @param command what was run
/// @param about machine and date, for every table
/// @param ours the names of our own subjects, for the colours
public record Markdown(String command, String about, Baseline before, List<String> ours) {
  public Markdown {
    ours = List.copyOf(ours);
  }

  /// Writes the page into a folder, and its charts below it.
  public void write(Path folder, Report report) throws IOException {
    Path charts = Files.createDirectories(folder.resolve("charts"));
    StringBuilder page = new StringBuilder(heading());
    for (String section : report.sections()) {
      List<Figure> figures =
          report.figures().stream().filter(each -> each.section().equals(section)).toList();
      page.append("\n## ").append(section).append("\n\n");
      for (String what : charted(figures)) {
        String file = slug(section + " " + what) + ".svg";
        Files.writeString(charts.resolve(file), chart(what, figures).svg());
        page.append("![").append(what).append("](charts/").append(file).append(")\n\n");
      }
      table(figures, page);
      page.append("\n`").append(command).append("`, ").append(about).append(".\n");
    }
    Files.writeString(folder.resolve("BENCHMARKS.md"), page.toString());
  }

  private String heading() {
    String compared =
        before.isEmpty()
            ? ""
            : "\n**Before** is the median of an earlier run: "
                + before.about()
                + ". On shared processors compare ratios, and the references of both runs.\n";
    return """
    # Benchmarks

    The extension as a whole process, measured by `make bench` and written by it. The references run in the same minutes, in turns
    with it: an empty static executable for the start, a C program that receives and discards for the flow of logs, `gzip -1` of the
    same bytes. Cold means that the pages of the executable's file were dropped from the page cache before the start. What an
    invocation is made to wait is measured in the sandbox, with Lambda's 25 ms of telemetry buffering in it. Median, 95th percentile
    and largest value.
    %s\
    """
        .formatted(compared);
  }

  /// The first two things measured in a section, among those that have a unit.
  private static List<String> charted(List<Figure> figures) {
    return figures.stream()
        .filter(each -> !each.unit().isEmpty())
        .map(Figure::what)
        .distinct()
        .limit(2)
        .toList();
  }

  private BarChart chart(String what, List<Figure> figures) {
    BarChart chart = new BarChart(what);
    for (Figure each : figures) {
      if (each.what().equals(what)) {
        boolean mine = ours.stream().anyMatch(name -> each.subject().startsWith(name));
        before
            .median(each)
            .filter(_ -> mine)
            .ifPresent(
                value -> chart.bar(each.subject() + ", before", value, each.unit(), Whose.BEFORE));
        chart.bar(
            each.subject(), each.sample().median(), each.unit(), mine ? Whose.OURS : Whose.OTHERS);
      }
    }
    return chart;
  }

  private void table(List<Figure> figures, StringBuilder page) {
    page.append(
        before.isEmpty()
            ? "| What | Of | Median | p95 | Max | |\n|---|---|--:|--:|--:|---|\n"
            : "| What | Of | Before | Median | p95 | Max | |\n|---|---|--:|--:|--:|--:|---|\n");
    String what = "";
    for (Figure each : figures) {
      page.append("| ").append(each.what().equals(what) ? "" : each.what());
      page.append(" | ").append(each.subject()).append(" | ");
      if (!before.isEmpty()) {
        page.append(before.median(each).map(Figure::number).orElse("")).append(" | ");
      }
      Sample sample = each.sample();
      boolean one = sample.count() == 1;
      page.append(Figure.number(sample.median())).append(" | ");
      page.append(one ? "" : Figure.number(sample.p95())).append(" | ");
      page.append(one ? "" : Figure.number(sample.max())).append(" | ");
      page.append(each.unit()).append(" |\n");
      what = each.what();
    }
  }

  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }
}
