package ai.openobserve.lambda.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/// The packages of the native build and the one direction between them: the root calls `layer`,
/// which calls `image`, which calls `fetch`, which calls `step`.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ArchitectureTest {
  private static final String ROOT = "ai.openobserve.lambda.nativebuild";

  /// From the bottom up: each package knows only those before it.
  private static final List<String> ROOMS = List.of("step", "fetch", "image", "layer", "");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static String room(JavaClass type) {
    String name = type.getPackageName().substring(ROOT.length());
    return name.isEmpty() ? name : name.substring(1);
  }

  private static String file(JavaClass type) {
    String room = room(type).isEmpty() ? "" : room(type) + "/";
    return room + type.getSource().flatMap(s -> s.getFileName()).orElse(type.getName());
  }

  private static String arrow(JavaClass from, JavaClass to) {
    return file(from) + " uses " + file(to);
  }

  @Test
  void everyRoomIsKnownHere() {
    assertThat(CLASSES).hasSizeGreaterThan(35);
    assertThat(CLASSES)
        .as("a new room gets its place in ROOMS")
        .allMatch(type -> ROOMS.contains(room(type)));
  }

  @Test
  void roomsKnowOnlyThoseBelowThem() {
    Set<String> up = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      from.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(to -> to.getPackageName().startsWith(ROOT))
          .filter(to -> ROOMS.indexOf(room(to)) > ROOMS.indexOf(room(from)))
          .forEach(to -> up.add(arrow(from, to)));
    }
    assertThat(up).as("arrows that run up").isEmpty();
  }

  @Test
  void onlyTheFrontEndsTheProgram() {
    Set<String> found = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      from.getMethodCallsFromSelf().stream()
          .filter(call -> call.getTargetOwner().isEquivalentTo(System.class))
          .filter(call -> call.getTarget().getName().equals("exit"))
          .forEach(call -> found.add(file(from)));
    }
    assertThat(found).containsExactly("Main.java");
  }

  @Test
  void everyRoomIsNullMarked() {
    for (String room : ROOMS) {
      String name = room.isEmpty() ? ROOT : ROOT + "." + room;
      assertThat(CLASSES.getPackage(name).getAnnotations())
          .as(name)
          .anyMatch(a -> a.getRawType().getSimpleName().equals("NullMarked"));
    }
  }
}
