package ai.openobserve.lambda.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The medians of an earlier run, to compare a new one with.
///
/// @param about describes the earlier run
/// @param medians by the figure's key
public record Baseline(String about, Map<String, Double> medians) {
  /// No earlier run.
  public static final Baseline NONE = new Baseline("", Map.of());

  public Baseline {
    medians = Map.copyOf(medians);
  }

  public boolean isEmpty() {
    return medians.isEmpty();
  }

  Optional<Double> median(Figure figure) {
    return Optional.ofNullable(medians.get(figure.key()));
  }

  /// Reads what [#write] wrote; [#NONE] if there is no file.
  public static Baseline read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return NONE;
    }
    List<String> lines = Files.readAllLines(file);
    Map<String, Double> medians = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int tab = line.lastIndexOf('\t');
      medians.put(line.substring(0, tab), Double.valueOf(line.substring(tab + 1)));
    }
    return new Baseline(lines.getFirst().substring(2), medians);
  }

  /// Saves a run's medians.
  public static void write(Path file, String about, List<Figure> figures) throws IOException {
    StringBuilder text = new StringBuilder("# ").append(about).append('\n');
    for (Figure each : figures) {
      text.append(each.key()).append('\t').append(each.sample().median()).append('\n');
    }
    Files.writeString(file, text.toString());
  }
}
