package ai.openobserve.lambda.bench.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The figures of a run, in the order in which they were measured; each is shown on the terminal
/// once its section is complete.
public final class Report {
  private final PrintStream terminal;
  private final Map<String, Figure> figures = new LinkedHashMap<>();

  public Report(PrintStream terminal) {
    this.terminal = terminal;
  }

  /// Adds a figure; what was already measured under the same name becomes one sample with it.
  public void add(Figure figure) {
    figures.merge(figure.key(), figure, Report::together);
  }

  private static Figure together(Figure one, Figure other) {
    return new Figure(
        one.section(), one.what(), one.subject(), one.unit(), one.sample().and(other.sample()));
  }

  /// All figures.
  public List<Figure> figures() {
    return List.copyOf(figures.values());
  }

  /// Shows the figures from this index on.
  public void show(int from) {
    List<Figure> all = figures();
    Table table = new Table(List.of("", "", "median", "p95", "max", ""));
    String what = "";
    for (Figure each : all.subList(from, all.size())) {
      table.row(cells(each, each.what().equals(what) ? "" : each.what()));
      what = each.what();
    }
    terminal.println(table);
  }

  private static List<String> cells(Figure figure, String what) {
    Sample sample = figure.sample();
    boolean one = sample.count() == 1;
    return List.of(
        what,
        figure.subject(),
        Figure.number(sample.median()),
        one ? "" : Figure.number(sample.p95()),
        one ? "" : Figure.number(sample.max()),
        figure.unit());
  }

  /// The section names, in order of their first figures.
  public List<String> sections() {
    List<String> sections = new ArrayList<>();
    for (Figure each : figures.values()) {
      if (!sections.contains(each.section())) {
        sections.add(each.section());
      }
    }
    return sections;
  }
}
