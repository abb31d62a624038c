package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/// The rooms depend on one another in one direction, and what is outside the house comes in through
/// the rooms that are meant for it. Read out of the sources, comments aside.
@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class ArchitectureTest {

  /// What each room may know; the order is the direction.
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("log", Set.of()),
          Map.entry("time", Set.of()),
          Map.entry("http", Set.of()),
          Map.entry("json", Set.of()),
          Map.entry("config", Set.of("log")),
          Map.entry("buffer", Set.of("log", "config", "time")),
          Map.entry("credentials", Set.of("log", "config", "time", "json")),
          Map.entry("delivery", Set.of("log", "config", "buffer", "credentials", "json")),
          Map.entry("flush", Set.of("log", "config", "time", "buffer", "delivery")),
          Map.entry("record", Set.of("config", "buffer", "json")),
          Map.entry("intake", Set.of("config", "buffer", "json", "record")),
          Map.entry(
              "telemetry",
              Set.of("log", "config", "time", "buffer", "http", "json", "record", "intake")),
          Map.entry(
              "metrics",
              Set.of(
                  "log",
                  "config",
                  "time",
                  "buffer",
                  "delivery",
                  "flush",
                  "record",
                  "telemetry",
                  "json")),
          Map.entry("lambda", Set.of("log", "config", "http", "json")),
          Map.entry(
              "health",
              Set.of(
                  "log", "config", "time", "buffer", "credentials", "delivery", "metrics", "json")),
          Map.entry(
              "",
              Set.of(
                  "log",
                  "http",
                  "config",
                  "time",
                  "buffer",
                  "credentials",
                  "delivery",
                  "flush",
                  "record",
                  "intake",
                  "telemetry",
                  "metrics",
                  "lambda",
                  "health")));

  private static List<SourceFile> files = List.of();

  @BeforeAll
  static void readSources() throws IOException {
    files = SourceFile.all();
    assertThat(files).hasSizeGreaterThan(50);
  }

  private static Set<String> found(SourceFile file, String regex) {
    Set<String> found = new TreeSet<>();
    Pattern.compile(regex)
        .matcher(file.text())
        .results()
        .map(MatchResult::group)
        .forEach(found::add);
    return found;
  }

  private static void onlyIn(Set<String> rooms, String regex) {
    for (SourceFile file : files) {
      if (!rooms.contains(file.room())) {
        assertThat(found(file, regex)).as(file.toString()).isEmpty();
      }
    }
  }

  @Test
  void everyRoomIsKnownHere() {
    assertThat(files).allMatch(file -> MAY_KNOW.containsKey(file.room()));
  }

  @Test
  void roomsKnowOnlyThoseBelowThem() {
    Pattern use =
        Pattern.compile(Pattern.quote(SourceFile.ROOT) + "\\.([a-z]+)\\b(?:\\.([A-Z]\\w*))?");
    Set<String> forbidden = new TreeSet<>();
    for (SourceFile file : files) {
      Set<String> allowed = Objects.requireNonNull(MAY_KNOW.get(file.room()));
      use.matcher(file.text())
          .results()
          .filter(match -> !match.group(1).equals(file.room()) && !allowed.contains(match.group(1)))
          .forEach(match ->
              forbidden.add(
                  "%s must not use %s/%s.java"
                      .formatted(file, match.group(1), Objects.toString(match.group(2), "*"))));
    }
    assertThat(forbidden).isEmpty();
  }

  @Test
  void whatMayBeKnownHasNoCycles() {
    Set<String> settled = new TreeSet<>();
    boolean advanced = true;
    while (advanced) {
      advanced = false;
      for (Map.Entry<String, Set<String>> room : MAY_KNOW.entrySet()) {
        advanced |= settled.containsAll(room.getValue()) && settled.add(room.getKey());
      }
    }
    assertThat(settled).isEqualTo(new TreeSet<>(MAY_KNOW.keySet()));
  }

  @Test
  void nobodyKnowsTheRootPackage() {
    Pattern root = Pattern.compile("import (static )?" + SourceFile.ROOT + "\\.[A-Z]");

    assertThat(files).noneMatch(file -> root.matcher(file.text()).find());
  }

  @Test
  void onlyDeliveryKnowsTheHttpClientAndRetries() {
    onlyIn(Set.of("delivery"), "\\b(okhttp3|okio|dev\\.failsafe)\\.");
  }

  @Test
  void nobodyNeedsAJsonLibrary() {
    onlyIn(Set.of(), "\\btools\\.jackson\\.");
  }

  @Test
  void onlyTheRoomsAtTheEdgeKnowSockets() {
    onlyIn(
        Set.of("delivery", "telemetry", "lambda", "health"),
        "\\bjava\\.net\\.(?!URI\\b|URISyntaxException\\b|URLDecoder\\b)\\w+|\\bjavax\\.net\\.");
  }

  @Test
  void onlyMainReadsTheEnvironmentTheClocksAndExits() {
    for (SourceFile file : files) {
      if (!file.path().endsWith("Main.java")) {
        assertThat(
                found(
                    file,
                    "System\\.(getenv|exit|nanoTime|currentTimeMillis)|\\.now\\(|Runtime\\.get"))
            .as(file.toString())
            .isEmpty();
      }
    }
  }

  @Test
  void noReflectionAndNoServiceLoaders() {
    onlyIn(
        Set.of(), "java\\.lang\\.reflect|Class\\.forName|ServiceLoader|\\.getDeclared(?!Class\\b)");
  }

  @Test
  void nothingSleeps() {
    onlyIn(Set.of(), "Thread\\.sleep|\\.sleep\\(");
  }

  @Test
  void everyRoomIsNullMarked() {
    for (String room : MAY_KNOW.keySet()) {
      assertThat(files)
          .as(room)
          .anyMatch(file ->
              file.room().equals(room)
                  && file.path().endsWith("package-info.java")
                  && file.text().contains("@NullMarked"));
    }
  }
}
