package ai.openobserve.lambda.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/// The packages depend on one another in one direction: cli, the root, lifecycle, api, environment,
/// telemetry, and what these are built on. The sink, the fake and AWS are separate.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ArchitectureTest {
  private static final String BASE = ArchitectureTest.class.getPackageName();

  /// What each package may depend on.
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("journal", Set.of()),
          Map.entry("model", Set.of()),
          Map.entry("internal.http", Set.of()),
          Map.entry("internal.process", Set.of()),
          Map.entry("internal.model", Set.of("model")),
          Map.entry("internal.telemetry", Set.of("internal.model", "model", "journal")),
          Map.entry(
              "internal.environment",
              Set.of(
                  "internal.telemetry", "internal.process", "internal.model", "model", "journal")),
          Map.entry(
              "internal.api",
              Set.of(
                  "internal.environment",
                  "internal.telemetry",
                  "internal.model",
                  "internal.http",
                  "model")),
          Map.entry(
              "internal.lifecycle",
              Set.of(
                  "internal.api",
                  "internal.environment",
                  "internal.telemetry",
                  "internal.process",
                  "internal.model",
                  "model",
                  "journal")),
          Map.entry(
              "",
              Set.of(
                  "internal.lifecycle",
                  "internal.environment",
                  "internal.telemetry",
                  "internal.model",
                  "model",
                  "journal")),
          Map.entry("sink.search", Set.of()),
          Map.entry("sink.management", Set.of("sink.search", "internal.http")),
          Map.entry("sink", Set.of("sink.management", "sink.search", "internal.http", "journal")),
          Map.entry("fake", Set.of("internal.http", "journal")),
          Map.entry("aws", Set.of("internal.model", "internal.http", "journal")),
          Map.entry("view", Set.of("", "sink", "internal.http", "model", "journal")),
          Map.entry("handler", Set.of("model")),
          Map.entry("cli", Set.of("", "view", "handler", "sink", "model", "journal")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE);

  private static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(BASE) ? "" : name.substring(BASE.length() + 1);
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(BASE) || type.getPackageName().startsWith(BASE + ".");
  }

  private static String file(JavaClass type) {
    String source = type.getSource().flatMap(each -> each.getFileName()).orElse(type.getName());
    String room = room(type);
    return room.isEmpty() ? source : room.replace('.', '/') + "/" + source;
  }

  @Test
  void everyRoomIsKnownHere() {
    assertThat(CLASSES.stream().map(ArchitectureTest::room).collect(Collectors.toSet()))
        .isEqualTo(MAY_KNOW.keySet());
  }

  @Test
  void roomsKnowOnlyThoseBelowThem() {
    Set<String> forbidden = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      Set<String> allowed = Objects.requireNonNull(MAY_KNOW.get(room(each)));
      each.getDirectDependenciesFromSelf().stream()
          .map(Dependency::getTargetClass)
          .map(JavaClass::getBaseComponentType)
          .filter(ArchitectureTest::isOurs)
          .filter(target -> !room(target).equals(room(each)) && !allowed.contains(room(target)))
          .forEach(target -> forbidden.add(file(each) + " must not use " + file(target)));
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
}
