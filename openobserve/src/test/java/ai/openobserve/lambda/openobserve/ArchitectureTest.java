package ai.openobserve.lambda.openobserve;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/// The rooms depend on one another in one direction.
@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class ArchitectureTest {
  private static final String ROOT = SetUp.class.getPackageName();

  @Test
  void roomsKnowOnlyThoseBelowThem() {
    JavaClasses classes =
        new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
        .layer("set-up")
        .definedBy(ROOT)
        .layer("dashboard")
        .definedBy(ROOT + ".dashboard")
        .layer("picture")
        .definedBy(ROOT + ".picture")
        .layer("alert")
        .definedBy(ROOT + ".alert")
        .layer("stream")
        .definedBy(ROOT + ".stream")
        .layer("api")
        .definedBy(ROOT + ".api")
        .layer("report")
        .definedBy(ROOT + ".report")
        .ensureAllClassesAreContainedInArchitecture()
        .whereLayer("set-up")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("picture")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("dashboard")
        .mayOnlyBeAccessedByLayers("set-up", "picture")
        .whereLayer("alert")
        .mayOnlyBeAccessedByLayers("set-up")
        .whereLayer("stream")
        .mayOnlyBeAccessedByLayers("set-up", "dashboard", "alert", "picture")
        .whereLayer("api")
        .mayOnlyBeAccessedByLayers("set-up", "dashboard", "alert", "stream", "picture")
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("set-up", "dashboard", "alert", "stream")
        .check(classes);
  }
}
