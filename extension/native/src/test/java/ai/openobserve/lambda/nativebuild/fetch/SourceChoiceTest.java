package ai.openobserve.lambda.nativebuild.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.nativebuild.fetch.Pins.KnownVersion;
import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import ai.openobserve.lambda.nativebuild.fetch.SourceChoice.Tarball;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Digest;
import ai.openobserve.lambda.nativebuild.step.Problem;
import ai.openobserve.lambda.nativebuild.step.Progress;
import ai.openobserve.lambda.nativebuild.step.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceChoiceTest {
  private static final String GOOD = Digest.of("good");
  private static final String ALSO_GOOD = Digest.of("also good");

  private static final SourcePackage SOURCE =
      new SourcePackage(
          "lib",
          "tar.gz",
          List.of(new KnownVersion("1.2", GOOD), new KnownVersion("1.4", ALSO_GOOD)));

  private final SourceChoice choice = new SourceChoice(SOURCE);

  private static Tarball tarball(String version, String sha256) {
    return new Tarball(version, sha256);
  }

  @Test
  void prefersTheFirstKnownVersionThenTheOthersThenTheNewest() {
    Tarball good = tarball("1.2", GOOD);
    Tarball alsoGood = tarball("1.4", ALSO_GOOD);
    Tarball old = tarball("1.9", "x");
    Tarball newer = tarball("1.10", "y");
    assertThat(choice.ordered(List.of(old, alsoGood, newer, good)))
        .containsExactly(good, alsoGood, newer, old);
    assertThat(choice.known(good)).isTrue();
    assertThat(choice.known(newer)).isFalse();
  }

  @Test
  void knownVersionWithOtherBytesIsNotKnown() {
    assertThat(choice.known(tarball("1.2", "other"))).isFalse();
  }

  @Test
  void cacheWithoutAKnownVersionIsUsedAllTheSame() {
    Tarball other = tarball("1.9", "x");
    assertThat(choice.cached(List.of(other))).contains(other);
    assertThat(choice.cached(List.of(other, tarball("1.4", ALSO_GOOD))))
        .contains(tarball("1.4", ALSO_GOOD));
    assertThat(choice.cached(List.of())).isEmpty();
  }

  @Test
  void takesFromTheUsersCacheWithoutAskingAnyone(@TempDir Path cache) throws Exception {
    Workspace workspace = new Workspace(cache, cache);
    Files.createDirectories(workspace.downloads());
    Files.writeString(workspace.downloads().resolve("lib_1.4.orig.tar.gz"), "also good");
    Files.writeString(workspace.downloads().resolve("lib_1.2.orig.tar.gz"), "good");
    Files.writeString(workspace.downloads().resolve("lib_9.orig.tar.gz"), "unknown");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Progress progress =
        new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), System::nanoTime);
    Build build = Build.in(workspace, progress);

    var known = new DebianSources(build, List.of(), false).resolve(SOURCE);
    assertThat(known.version()).isEqualTo("1.2");
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();

    var moved = new DebianSources(build, List.of(), true).resolve(SOURCE);
    assertThat(moved.version()).isEqualTo("9");
    assertThat(moved.file()).hasContent("unknown");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("lib 9 from the user's cache is not one of the versions known to work");
  }

  @Test
  void readsTheMainTarballsOfEveryVersionOffered() {
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
    Apt apt =
        Apt.sources(
            Build.in(
                new Workspace(Path.of("/"), Path.of("/")),
                new Progress(System.out, System::nanoTime)),
            Apt.Suite.STABLE);
    var offers = DebianSources.parse(Pins.JDK_SOURCES, apt, lines);
    assertThat(offers)
        .extracting(o -> o.tarball().version(), DebianSources.Offer::path)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "25.0.3+9", "pool/main/o/openjdk-25/openjdk-25_25.0.3+9.orig.tar.xz"),
            org.assertj.core.groups.Tuple.tuple(
                "25.0.5.1+2", "pool/updates/main/o/openjdk-25/openjdk-25_25.0.5.1+2.orig.tar.xz"));
    assertThat(offers).allMatch(o -> new SourceChoice(Pins.JDK_SOURCES).known(o.tarball()));
  }

  @Test
  void findsTheMirrorThatThisMachineUses() {
    List<String> lines =
        List.of("Other|http://x.test/", "Debian-Security|http://s.test/", "Debian|http://d.test/");
    assertThat(Apt.mirrorOf("Debian", lines)).isEqualTo("http://d.test/");
    assertThat(Apt.mirrorOf("Debian-Security", lines)).isEqualTo("http://s.test/");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> Apt.mirrorOf("Debian", List.of()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("apt-get update");
  }
}
