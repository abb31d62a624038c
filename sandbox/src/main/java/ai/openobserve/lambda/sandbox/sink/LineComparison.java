package ai.openobserve.lambda.sandbox.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Compares the lines that were printed with those that were stored.
///
/// @param printed the number of lines printed
/// @param stored the number of lines stored
/// @param missing printed but not stored (a line appears as often as it is missing)
/// @param doubled stored more often than printed
/// @param unexpected stored, never printed
public record LineComparison(
    int printed, int stored, List<String> missing, List<String> doubled, List<String> unexpected) {
  private static final int SHOWN = 10;

  /// @throws NullPointerException on nulls
  public LineComparison {
    missing = List.copyOf(missing);
    doubled = List.copyOf(doubled);
    unexpected = List.copyOf(unexpected);
  }

  /// Compares as multisets; the order of lines does not matter.
  public static LineComparison compare(Collection<String> printed, Collection<String> stored) {
    Map<String, Integer> balance = new LinkedHashMap<>();
    printed.forEach(line -> balance.merge(line, 1, Integer::sum));
    Map<String, Integer> known = Map.copyOf(balance);
    stored.forEach(line -> balance.merge(line, -1, Integer::sum));
    List<String> missing = new ArrayList<>();
    List<String> doubled = new ArrayList<>();
    List<String> unexpected = new ArrayList<>();
    balance.forEach((line, left) -> {
      List<String> account = left > 0 ? missing : known.containsKey(line) ? doubled : unexpected;
      account.addAll(Collections.nCopies(Math.abs(left), line));
    });
    return new LineComparison(printed.size(), stored.size(), missing, doubled, unexpected);
  }

  /// Whether every line was stored exactly once.
  public boolean isExact() {
    return missing.isEmpty() && doubled.isEmpty() && unexpected.isEmpty();
  }

  @Override
  public String toString() {
    return "%d lines printed, %d stored: %s missing, %s doubled, %s unexpected"
        .formatted(printed, stored, shown(missing), shown(doubled), shown(unexpected));
  }

  private static String shown(List<String> lines) {
    if (lines.isEmpty()) {
      return "0";
    }
    List<String> first = lines.subList(0, Math.min(SHOWN, lines.size()));
    return "%d %s%s".formatted(lines.size(), first, first.size() < lines.size() ? " …" : "");
  }
}
