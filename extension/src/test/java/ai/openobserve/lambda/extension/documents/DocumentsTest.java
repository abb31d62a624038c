package ai.openobserve.lambda.extension.documents;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.config.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/// What the documents name exists: files and sections that they link to, `make` targets, variables,
/// paths. The configuration's table is the code's.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> GENERATED = Set.of("target", "node_modules", "cdk.out", ".git");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern VARIABLE = Pattern.compile("\\bO2_[A-Z]+(?:_[A-Z]+)*\\b");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern ROW =
      Pattern.compile("^\\| (`[A-Z0-9_]+`(?:, `[A-Z0-9_]+`)*) \\|([^|]*)\\|", Pattern.MULTILINE);

  private static final Map<Path, String> DOCUMENTS = new TreeMap<>();
  private static String sources = "";
  private static String makefile = "";

  @BeforeAll
  static void read() throws IOException {
    StringBuilder code = new StringBuilder();
    for (Path path : files(ROOT)) {
      String name = path.toString();
      if (name.endsWith(".md")) {
        DOCUMENTS.put(path, Files.readString(path));
      } else if (name.endsWith(".java") && name.contains("/src/main/")) {
        code.append(Files.readString(path));
      }
    }
    sources = code.toString();
    makefile = Files.readString(ROOT.resolve("Makefile"));
    assertThat(DOCUMENTS).hasSizeGreaterThan(10);
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        if (Files.isDirectory(entry)) {
          if (!GENERATED.contains(entry.getFileName().toString())) {
            found.addAll(files(entry));
          }
        } else {
          found.add(entry);
        }
      }
    }
    return found;
  }

  /// The text outside of fenced blocks, where links are links.
  private static String prose(String document) {
    return document.replaceAll("(?ms)^```.*?^```$", "");
  }

  /// The anchors that a heading gets on GitHub.
  private static Set<String> anchors(String document) {
    Set<String> anchors = new TreeSet<>();
    Map<String, Integer> seen = new HashMap<>();
    Matcher heading = Pattern.compile("(?m)^#+ (.+)$").matcher(prose(document));
    while (heading.find()) {
      String anchor =
          heading
              .group(1)
              .strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    DOCUMENTS.forEach((path, text) ->
        LINK.matcher(prose(text))
            .results()
            .map(link -> link.group(1))
            .filter(link -> URI.create(link).getScheme() == null)
            .filter(link -> !leadsSomewhere(path, link))
            .forEach(link -> broken.add(ROOT.relativize(path) + ": " + link)));

    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Path from, String link) {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? from : from.resolveSibling(file).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return hash < 0
        || anchors(DOCUMENTS.getOrDefault(target, "")).contains(link.substring(hash + 1));
  }

  @Test
  void everyTargetOfMakeExists() {
    Set<String> targets = new TreeSet<>();
    Pattern.compile("(?m)^([a-zA-Z0-9_ -]+):(?!=)")
        .matcher(makefile)
        .results()
        .forEach(rule -> targets.addAll(List.of(rule.group(1).split(" ", -1))));
    List<String> missing = new ArrayList<>();
    DOCUMENTS.forEach((path, text) ->
        Pattern.compile("(?m)(?:`|^ *)make ((?:[a-z][a-z0-9_-]* ?)+)(?![=\\w])")
            .matcher(text)
            .results()
            .flatMap(command -> Stream.of(command.group(1).strip().split(" ", -1)))
            .filter(target -> !targets.contains(target))
            .forEach(target -> missing.add(ROOT.relativize(path) + ": make " + target)));

    assertThat(targets).contains("demo", "test", "layers");
    assertThat(missing).isEmpty();
  }

  @Test
  void everyVariableIsReadByTheCode() {
    List<String> unknown = new ArrayList<>();
    DOCUMENTS.forEach((path, text) ->
        VARIABLE
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .filter(name -> !sources.contains("\"" + name + "\""))
            .forEach(name -> unknown.add(ROOT.relativize(path) + ": " + name)));

    assertThat(unknown).isEmpty();
  }

  @Test
  void everyDecisionHasAStatusAndADate() {
    Path decisions = ROOT.resolve("docs/adr");
    Pattern start =
        Pattern.compile(
            "# \\d+\\. .+\n\nStatus: (accepted|superseded|rejected), \\d{4}-\\d{2}-\\d{2}\n.*",
            Pattern.DOTALL);
    List<Path> undated = new ArrayList<>();
    DOCUMENTS.forEach((path, text) -> {
      if (path.startsWith(decisions) && !start.matcher(text).matches()) {
        undated.add(ROOT.relativize(path));
      }
    });

    assertThat(DOCUMENTS.keySet()).anyMatch(path -> path.startsWith(decisions));
    assertThat(undated).isEmpty();
  }

  /// Paths in code spans that begin with a folder of ours.
  @Test
  void everyFileThatIsNamedExists() throws IOException {
    Set<String> folders = new TreeSet<>();
    try (Stream<Path> entries = Files.list(ROOT)) {
      entries.filter(Files::isDirectory).forEach(e -> folders.add(e.getFileName().toString()));
    }
    List<String> missing = new ArrayList<>();
    DOCUMENTS.forEach((path, text) ->
        CODE.matcher(prose(text))
            .results()
            .map(span -> span.group(1))
            .filter(span -> span.matches("[\\w.-]+(/[\\w.-]+)+/?"))
            .filter(span -> folders.contains(span.substring(0, span.indexOf('/'))))
            .filter(
                span -> span.endsWith("/") || span.substring(span.lastIndexOf('/')).contains("."))
            .filter(span -> !span.contains("target/") && !span.contains("/NAME"))
            .filter(span ->
                !Files.exists(ROOT.resolve(span)) && !Files.exists(path.resolveSibling(span)))
            .forEach(span -> missing.add(ROOT.relativize(path) + ": " + span)));

    assertThat(missing).isEmpty();
  }

  /// Name and default of every variable, `required` where it has to be set.
  @Test
  void theTableOfTheConfigurationIsTheCodes() {
    String readme = readme();
    int start = readme.indexOf("\n## Configuration\n");
    String table = readme.substring(start, readme.indexOf("\n## ", start + 1));
    Map<String, String> documented = new TreeMap<>();
    ROW.matcher(table)
        .results()
        .forEach(row -> {
          for (String name : row.group(1).replace("`", "").split(", ", -1)) {
            documented.put(name, row.group(2).replace("`", "").strip());
          }
        });
    Map<String, String> read = new TreeMap<>();
    for (Setting setting : Configuration.settings(Map.of())) {
      if (setting.name().startsWith("O2_")) {
        read.put(setting.name(), setting.value());
      }
    }

    assertThat(documented.keySet()).containsAll(read.keySet());
    read.forEach((name, value) -> {
      String shown = documented.getOrDefault(name, "");
      if (!shown.contains("required")) {
        assertThat(shown).as(name).isEqualTo(value);
      }
    });
  }

  private static String readme() {
    return DOCUMENTS.getOrDefault(ROOT.resolve("README.md"), "");
  }

  /// What a newcomer types first is what every change is checked by.
  @Test
  void theQuickStartIsRunByEveryCheck() throws IOException {
    String readme = readme();
    int start = readme.indexOf("\n## Quick start");
    Matcher block = Pattern.compile("(?s)```sh\n(.*?)```").matcher(readme.substring(start));
    assertThat(block.find()).isTrue();
    String check = Files.readString(ROOT.resolve(".ci/run"));

    assertThat(block.group(1).lines())
        .isNotEmpty()
        .allMatch(command -> check.contains(" " + command.replaceAll(" *#.*", "") + "\n"));
  }
}
