package ai.openobserve.lambda.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownTest {
  private static final Figure OURS =
      new Figure("Start", "warm", "native", "ms", new Sample(3, 4, 5));
  private static final Figure EMPTY = new Figure("Start", "warm", "empty", "ms", new Sample(0.5));

  @TempDir Path folder;

  @Test
  void writesEveryFigureWithWhatItWasBeforeAndAChart() throws IOException {
    Path kept = folder.resolve("baseline.tsv");
    Baseline.write(
        kept,
        "an older machine",
        List.of(new Figure("Start", "warm", "native", "ms", new Sample(9))));
    Report report = new Report(new PrintStream(new ByteArrayOutputStream()));
    report.add(OURS);
    report.add(EMPTY);

    new Markdown("make bench", "this machine", Baseline.read(kept), List.of("native"))
        .write(folder, report);

    String page = Files.readString(folder.resolve("BENCHMARKS.md"));
    assertThat(page)
        .contains("an older machine")
        .contains("| warm | native | 9 | 4 | 5 | 5 | ms |")
        .contains("|  | empty |  | 0.50 |  |  | ms |")
        .contains("`make bench`, this machine.")
        .contains("charts/start-warm.svg");
    assertThat(Files.readString(folder.resolve("charts/start-warm.svg")))
        .contains("native, before", "native", "empty");
  }

  @Test
  void showsATableOnTheTerminal() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Report report = new Report(new PrintStream(out));
    report.add(OURS);
    report.show(0);
    assertThat(out.toString(java.nio.charset.StandardCharsets.UTF_8))
        .containsSubsequence("median", "warm", "native", "4", "5", "5", "ms");
  }
}
