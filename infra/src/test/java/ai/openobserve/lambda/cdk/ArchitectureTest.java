package ai.openobserve.lambda.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The package that users import is at the top; each package below knows only those under it.
class ArchitectureTest {
  private static final Rooms ROOMS =
      new Rooms(
          Map.of(
              "", Set.of("check", "credential", "layer", "variables", "report"),
              "check", Set.of("credential", "layer", "variables", "report"),
              "credential", Set.of(),
              "layer", Set.of("report"),
              "variables", Set.of("report"),
              "report", Set.of()));

  private static final JavaClasses CLASSES = Rooms.classes();

  @Test
  void roomsKnowOnlyThoseBelowThem() {
    assertThat(CLASSES).hasSizeGreaterThan(30);
    assertThat(ROOMS.forbidden(CLASSES)).isEmpty();
  }

  @Test
  void aForbiddenUseIsToldWithBothFiles() {
    Rooms closed =
        new Rooms(
            Map.of(
                "",
                Set.of("check", "credential", "layer", "variables", "report"),
                "check",
                Set.of("credential", "layer", "variables", "report"),
                "credential",
                Set.of(),
                "layer",
                Set.of(),
                "variables",
                Set.of("report"),
                "report",
                Set.of()));
    assertThat(closed.forbidden(CLASSES))
        .contains(
            "ai/openobserve/lambda/cdk/layer/ExtensionZip.java must not know"
                + " ai/openobserve/lambda/cdk/report/Problems.java");
  }

  @Test
  void theAwsSdkStaysWithTheApp() {
    assertThat(CLASSES)
        .flatMap(type -> type.getDirectDependenciesFromSelf())
        .extracting(dependency -> dependency.getTargetClass().getPackageName())
        .noneMatch(name -> name.startsWith("software.amazon.awssdk"));
  }
}
