package ai.openobserve.lambda.demo;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/// The packages depend on one another in one direction only.
@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class ArchitectureTest {
  private static final String ROOT = Demo.class.getPackageName();

  @Test
  void roomsKnowOnlyThoseBelowThem() {
    JavaClasses classes =
        new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
        .layer("demo")
        .definedBy(ROOT)
        .layer("run")
        .definedBy(ROOT + ".run")
        .layer("balance")
        .definedBy(ROOT + ".balance")
        .layer("page")
        .definedBy(ROOT + ".page")
        .layer("program")
        .definedBy(ROOT + ".program")
        .ensureAllClassesAreContainedInArchitecture()
        .whereLayer("demo")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("run")
        .mayOnlyBeAccessedByLayers("demo")
        .whereLayer("balance")
        .mayOnlyBeAccessedByLayers("demo", "run")
        .whereLayer("page")
        .mayOnlyBeAccessedByLayers("demo", "run", "balance")
        .whereLayer("program")
        .mayOnlyBeAccessedByLayers("demo", "run")
        .check(classes);
  }
}
