package ai.openobserve.lambda.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Horizontal bars with their figures, as an SVG that is readable on light and dark pages.
final class BarChart {
  /// Blue for everything that is ours, grey for what it is compared with.
  private static final String OURS = "#2563eb";

  private static final String BEFORE = "#93b4f5";
  private static final String OTHERS = "#9ca3af";
  private static final int LABELS = 330;
  private static final int BARS = 330;
  private static final int ROW = 24;
  private static final int TOP = 40;

  private record Bar(String label, double value, String text, String colour) {}

  private final String title;
  private final List<Bar> bars = new ArrayList<>();

  BarChart(String title) {
    this.title = title;
  }

  /// Whose figure a bar shows.
  enum Whose {
    OURS,
    BEFORE,
    OTHERS
  }

  void bar(String label, double value, String unit, Whose whose) {
    String colour =
        switch (whose) {
          case OURS -> OURS;
          case BEFORE -> BEFORE;
          case OTHERS -> OTHERS;
        };
    bars.add(new Bar(label, value, Figure.number(value) + " " + unit, colour));
  }

  boolean isEmpty() {
    return bars.isEmpty();
  }

  String svg() {
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    int height = TOP + bars.size() * ROW + 10;
    StringBuilder svg =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 780 %d" font-family="system-ui, sans-serif" font-size="13">
                <style>text{fill:#1f2937}@media(prefers-color-scheme:dark){text{fill:#e5e7eb}}</style>
                <text x="8" y="22" font-size="15" font-weight="600">%s</text>
                """,
                height,
                escaped(title)));
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      int y = TOP + i * ROW;
      double width = most == 0 ? 0 : Math.max(1, bar.value() / most * BARS);
      svg.append(
          String.format(
              Locale.ROOT,
              """
              <text x="%d" y="%d" text-anchor="end">%s</text>
              <rect x="%d" y="%d" width="%.1f" height="16" rx="2" fill="%s"/>
              <text x="%.1f" y="%d">%s</text>
              """,
              LABELS - 8,
              y + 13,
              escaped(bar.label()),
              LABELS,
              y,
              width,
              bar.colour(),
              LABELS + width + 6,
              y + 13,
              escaped(bar.text())));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
