package ai.openobserve.lambda.bench;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/// The packages depend on one another in one direction only.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ArchitectureTest {
  private static final String ROOT = Main.class.getPackageName();
  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

  @Test
  void roomsKnowOnlyThoseBelowThem() {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
        .layer("main")
        .definedBy(ROOT)
        .layer("measure")
        .definedBy(ROOT + ".measure")
        .layer("report")
        .definedBy(ROOT + ".report")
        .layer("process")
        .definedBy(ROOT + ".process")
        .layer("backend")
        .definedBy(ROOT + ".backend")
        .layer("lambda")
        .definedBy(ROOT + ".lambda")
        .ensureAllClassesAreContainedInArchitecture()
        .whereLayer("main")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("measure")
        .mayOnlyBeAccessedByLayers("main")
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("main", "measure")
        .whereLayer("process")
        .mayOnlyBeAccessedByLayers("measure")
        .whereLayer("backend")
        .mayOnlyBeAccessedByLayers("measure")
        .whereLayer("lambda")
        .mayOnlyBeAccessedByLayers("measure", "backend")
        .check(CLASSES);
  }

  @Test
  void nothingUsesTheInternalsOfTheSandbox() {
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.openobserve.lambda.sandbox.internal..")
        .check(CLASSES);
  }
}
