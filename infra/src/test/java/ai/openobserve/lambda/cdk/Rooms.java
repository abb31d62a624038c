package ai.openobserve.lambda.cdk;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The packages below `ai.openobserve.lambda.cdk`, and which of them each one may depend on; "" is
/// that package itself.
public record Rooms(Map<String, Set<String>> mayKnow) {
  private static final String ROOT = "ai.openobserve.lambda.cdk";

  private static final ImportOption NO_TESTS =
      location ->
          !location.contains("/test-classes/")
              && !location.contains("-tests.jar")
              && !location.contains("/generated-test-sources/");

  public Rooms {
    mayKnow = Map.copyOf(mayKnow);
  }

  /// All of their classes on the class path, except tests.
  public static JavaClasses classes() {
    return new ClassFileImporter().withImportOption(NO_TESTS).importPackages(ROOT);
  }

  /// One line for each pair of files with a forbidden dependency.
  public Set<String> forbidden(JavaClasses classes) {
    Set<String> lines = new TreeSet<>();
    for (JavaClass from : classes) {
      Set<String> allowed = mayKnow.get(room(from));
      if (allowed == null) {
        lines.add(file(from) + " is in a room that is not in the plan");
        continue;
      }
      from.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(to -> to.getPackageName().startsWith(ROOT))
          .filter(to -> !room(to).equals(room(from)) && !allowed.contains(room(to)))
          .forEach(to -> lines.add(file(from) + " must not know " + file(to)));
    }
    return lines;
  }

  private static String room(JavaClass type) {
    return type.getPackageName().equals(ROOT)
        ? ""
        : type.getPackageName().substring(ROOT.length() + 1);
  }

  private static String file(JavaClass type) {
    return type.getPackageName().replace('.', '/')
        + "/"
        + type.getSource().flatMap(source -> source.getFileName()).orElse(type.getSimpleName());
  }
}
