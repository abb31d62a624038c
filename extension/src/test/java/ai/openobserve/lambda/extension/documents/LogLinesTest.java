package ai.openobserve.lambda.extension.documents;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.buffer.LossReason;
import ai.openobserve.lambda.extension.log.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/// `docs/log-lines.md` has exactly the lines that the code can print: read out of every call of the
/// log, in both directions. Who adds, changes or removes a line changes the document with it.
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class LogLinesTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "log-lines.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([^`]+)` \\|(.*)\\|$", Pattern.MULTILINE);
  private static final String ROOT = "ai.openobserve.lambda.extension.";

  private static Sources sources;
  private static String document = "";

  @BeforeAll
  static void read() throws IOException {
    sources = Sources.read();
    document = Files.readString(DOCUMENT);
  }

  /// The first cell of every row under the heading.
  private static List<MatchResult> rows(String heading) {
    int start = document.indexOf("\n## " + heading + "\n");
    assertThat(start).as("heading '" + heading + "' in " + DOCUMENT).isNotNegative();
    int end = document.indexOf("\n## ", start + 1);
    return ROW.matcher(document.substring(start, end < 0 ? document.length() : end))
        .results()
        .toList();
  }

  private static Set<String> documented(String... headings) {
    List<String> first =
        Stream.of(headings)
            .flatMap(heading -> rows(heading).stream())
            .map(row -> row.group(1))
            .toList();
    assertThat(first).doesNotHaveDuplicates();
    return new TreeSet<>(first);
  }

  /// A text that is logged at several levels counts as of the most severe: the others are
  /// repetitions.
  private static Set<String> logged() {
    Map<String, LogLevel> levels = new TreeMap<>();
    for (Sources.Call call : sources.calls()) {
      if (call.owner().equals(ROOT + "log.Log") && !call.arguments().isEmpty()) {
        String name = call.target().getSimpleName().toString();
        for (LogLevel level : LogLevel.values()) {
          if (level.name().toLowerCase(Locale.ROOT).equals(name)) {
            Texts.of(sources, call, 0)
                .forEach(text -> levels.merge(text, level, (a, b) -> a.compareTo(b) <= 0 ? a : b));
          }
        }
      }
    }
    Set<String> lines = new TreeSet<>();
    levels.forEach((text, level) -> lines.add(level + " " + text));
    return lines;
  }

  /// The texts of one argument of every call of the method or constructor.
  private static Collection<String> texts(String owner, String method, int argument) {
    Set<String> texts = new TreeSet<>();
    for (Sources.Call call : sources.calls()) {
      if (call.owner().equals(ROOT + owner)
          && call.target().getSimpleName().contentEquals(method)
          && call.arguments().size() > argument) {
        texts.addAll(Texts.of(sources, call, argument));
      }
    }
    assertThat(texts).as(owner).isNotEmpty();
    // What comes as it is from elsewhere has no text of its own.
    texts.remove(Texts.VALUE);
    texts.remove("");
    return texts;
  }

  @Test
  void hasEveryLineAndNoOther() {
    assertThat(logged()).hasSizeGreaterThan(30);
    assertThat(documented("Start", "Delivery", "Credential", "Loss", "Shutdown", "Faults", "Debug"))
        .isEqualTo(logged());
  }

  @Test
  void hasEveryReasonOfAFailedDeliveryAndNoOther() {
    Set<String> reasons = new TreeSet<>(texts("delivery.Outcome.Unavailable", "<init>", 0));
    reasons.addAll(texts("delivery.Outcome.HungUp", "<init>", 0));

    assertThat(documented("Reasons")).isEqualTo(reasons);
  }

  @Test
  void hasEveryConfigurationErrorAndNoOther() {
    assertThat(documented("Configuration errors"))
        .isEqualTo(new TreeSet<>(texts("config.VariableReader", "error", 0)));
  }

  @Test
  void explainsEveryReasonOfALoss() {
    assertThat(documented("Why records are lost"))
        .isEqualTo(new TreeSet<>(Stream.of(LossReason.values()).map(LossReason::words).toList()));
  }

  @Test
  void saysWhatEachMeansAndWhatToDo() {
    List<String> incomplete = new ArrayList<>();
    ROW.matcher(document)
        .results()
        .forEach(row -> {
          for (String cell : row.group(2).split("\\|", -1)) {
            if (cell.isBlank()) {
              incomplete.add(row.group(1));
            }
          }
        });

    assertThat(incomplete).isEmpty();
  }

  /// A line that is handed on as `log::warn` has no text at that place.
  @Test
  void everyLineIsLoggedByACall() {
    assertThat(sources.references())
        .noneMatch(method ->
            Sources.owner(method).equals(ROOT + "log.Log")
                && method.getReturnType().toString().equals("void"));
  }
}
