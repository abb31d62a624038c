package ai.openobserve.lambda.nativebuild.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.nativebuild.fetch.SourceChoice.Tarball;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Problem;
import ai.openobserve.lambda.nativebuild.step.Progress;
import ai.openobserve.lambda.nativebuild.step.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class SourceChoiceTest {
  private static final String KNOWN = Pins.JDK_SOURCES.known().getFirst().sha256();
  private static final String ALSO_KNOWN = Pins.JDK_SOURCES.known().getLast().sha256();

  private static Tarball tarball(String file, String sha256) {
    return new Tarball("openjdk-25", file, sha256);
  }

  @Test
  void prefersTheFirstKnownVersionThenTheOthersThenTheNewest() {
    Tarball good = tarball("a_1.2", KNOWN);
    Tarball alsoGood = tarball("a_1.4", ALSO_KNOWN);
    Tarball old = tarball("a_1.9", "x");
    Tarball newer = tarball("a_1.10", "y");
    assertThat(new SourceChoice(Pins.JDK_SOURCES).ordered(List.of(old, alsoGood, newer, good)))
        .containsExactly(good, alsoGood, newer, old);
  }

  @Test
  void readsTheMainTarballsOfEveryVersionListed() {
    List<String> lines =
        """
        Package: openjdk-25
        Version: 25.0.3+9-2~deb13u1
        Checksums-Sha256:
         6e6699c442cd6bc008140d159b43a7a39bb811d1ecd380cf3b707cc535e04393 613408 openjdk-25_25.0.3+9.orig-googletest.tar.xz
         2dd6c441b49705480db1ebfcd03f43d5dcb7f1d4290e98c1fa6eeefae50cfa07 74084132 openjdk-25_25.0.3+9.orig.tar.xz
         a83b1f18323ea391808f1e8982dfaabd7f82083df1bd22f11cdd37203dfb156f 100 openjdk-25_25.0.3+9-2~deb13u1.debian.tar.xz
        Directory: pool/main/o/openjdk-25

        Package: openjdk-25
        Checksums-Sha1:
         5e0af2bf8269924261b6c0d77c25186d00000000 74084132 openjdk-25_9.orig.tar.xz
        Checksums-Sha256:
         a2c962c5270baaace9bc214f69d98dd0125b69ccd475d0ecb2364d887b284409 74408464 openjdk-25_25.0.5.1+2.orig.tar.xz
        Directory: pool/updates/main/o/openjdk-25
        """
            .lines()
            .toList();
    Build build =
        Build.in(
            new Workspace(Path.of("/"), Path.of("/")), new Progress(System.out, System::nanoTime));
    Apt apt = Apt.sources(build, Suite.STABLE);
    assertThat(SuitesRoute.parse("openjdk-25", "tar.xz", apt, lines))
        .extracting(l -> l.tarball().file(), SuitesRoute.Listed::path)
        .containsExactly(
            Tuple.tuple(
                "openjdk-25_25.0.3+9.orig.tar.xz",
                "pool/main/o/openjdk-25/openjdk-25_25.0.3+9.orig.tar.xz"),
            Tuple.tuple(
                "openjdk-25_25.0.5.1+2.orig.tar.xz",
                "pool/updates/main/o/openjdk-25/openjdk-25_25.0.5.1+2.orig.tar.xz"));
  }

  @Test
  void findsTheMirrorThatThisMachineUses() {
    List<String> lines =
        List.of("Other|http://x.test/", "Debian-Security|http://s.test/", "Debian|http://d.test/");
    assertThat(Mirror.of("Debian", lines).address()).isEqualTo("http://d.test/");
    assertThat(Mirror.of("Debian-Security", lines).address()).isEqualTo("http://s.test/");
    assertThatThrownBy(() -> Mirror.of("Debian", List.of()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("apt-get update");
  }

  @Test
  void failureOfAptIsItsOwnReasonWithoutTheAddress() {
    assertThat(Apt.failure(List.of("x", "E: Failed to fetch http://d.test/a  404  Not Found")))
        .isEqualTo("404  Not Found");
  }
}
