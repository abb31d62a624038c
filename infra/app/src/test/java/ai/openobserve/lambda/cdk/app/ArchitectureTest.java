package ai.openobserve.lambda.cdk.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.cdk.Rooms;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The app uses only what users of the construct use; the command for layer versions knows only the
/// layers' names; neither knows the other.
class ArchitectureTest {
  @Test
  void appAndVersionsStandSideBySideAboveTheConstruct() {
    JavaClasses classes = new ClassFileImporter().importPath(Path.of("target/classes"));
    assertThat(classes).hasSizeGreaterThan(8);
    assertThat(
            new Rooms(
                    Map.of(
                        "app", Set.of("", "region", "report", "variables"),
                        "versions", Set.of("layer", "region", "report"),
                        "region", Set.of("report")))
                .forbidden(classes))
        .isEmpty();
  }
}
