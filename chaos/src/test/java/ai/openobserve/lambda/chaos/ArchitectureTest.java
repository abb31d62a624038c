package ai.openobserve.lambda.chaos;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/// The rooms depend on one another in one direction.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ArchitectureTest {
  private static final String ROOT = Chaos.class.getPackageName();
  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

  @Test
  void roomsKnowOnlyThoseBelowThem() {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
        .layer("campaign")
        .definedBy(ROOT)
        .layer("check")
        .definedBy(ROOT + ".check")
        .layer("run")
        .definedBy(ROOT + ".run")
        .layer("backend")
        .definedBy(ROOT + ".backend")
        .layer("plan")
        .definedBy(ROOT + ".plan")
        .ensureAllClassesAreContainedInArchitecture()
        .whereLayer("campaign")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("check")
        .mayOnlyBeAccessedByLayers("campaign")
        .whereLayer("run")
        .mayOnlyBeAccessedByLayers("campaign", "check")
        .whereLayer("backend")
        .mayOnlyBeAccessedByLayers("check", "run")
        .whereLayer("plan")
        .mayOnlyBeAccessedByLayers("campaign", "check", "run", "backend")
        .check(CLASSES);
  }

  @Test
  void nobodyUsesTheInsidesOfTheSandbox() {
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.openobserve.lambda.sandbox.internal..")
        .check(CLASSES);
  }
}
