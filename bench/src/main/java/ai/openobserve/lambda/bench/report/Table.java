package ai.openobserve.lambda.bench.report;

import java.util.ArrayList;
import java.util.List;

/// Text in columns: two on the left, numbers on the right.
final class Table {
  private static final int TEXT_COLUMNS = 2;

  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> heading) {
    rows.add(heading);
  }

  void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  @Override
  public String toString() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < columns; i++) {
        boolean left = i < TEXT_COLUMNS || i == columns - 1;
        String space = " ".repeat(widths[i] - row.get(i).length());
        line.append(left ? row.get(i) + space : space + row.get(i)).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
