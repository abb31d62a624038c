package ai.openobserve.lambda.nativebuild.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.nativebuild.fetch.Jdk;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SbomTest {
  private static final Jdk JDK = new Jdk(Path.of("/jdk"), "25.0.3+9-LTS", "sum");

  @Test
  void namesEveryComponentWithItsLicenceAndHash() {
    List<Component> components =
        List.of(
            Component.ofJar("okhttp-jvm-5.5.1.jar", "abc"),
            new Component("", "musl", "1.2.5", "MIT", "https://musl.libc.org/", ""));
    String sbom = Sbom.of(Architecture.ARM64, "0.1.0", "d1", components, JDK);
    assertThat(sbom)
        .contains("\"bomFormat\": \"CycloneDX\"")
        .contains("\"purl\": \"pkg:maven/com.squareup.okhttp3/okhttp-jvm@5.5.1\"")
        .contains("\"content\": \"abc\"")
        .contains("\"purl\": \"pkg:generic/musl@1.2.5\"")
        .contains("pkg:generic/o2-lambda-extension@0.1.0?arch=arm64")
        .contains("\"value\": \"sha256:d1\"");
    assertThat(sbom).isEqualTo(Sbom.of(Architecture.ARM64, "0.1.0", "d1", components, JDK));
  }

  @Test
  void libraryWithoutAKnownLicenceIsRefused() {
    assertThatThrownBy(() -> Component.ofJar("log4j-core-2.14.1.jar", "abc"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("log4j-core-2.14.1.jar is a new library");
  }

  @Test
  void nameThatOnlyBeginsLikeAKnownLibraryIsNotIt() {
    assertThatThrownBy(() -> Component.ofJar("annotations-processor-1.0.jar", "abc"))
        .isInstanceOf(Problem.class);
  }

  @Test
  void textIsEscaped() {
    assertThat(Sbom.json("a\"b\\c\n")).isEqualTo("\"a\\\"b\\\\c\\u000a\"");
  }
}
