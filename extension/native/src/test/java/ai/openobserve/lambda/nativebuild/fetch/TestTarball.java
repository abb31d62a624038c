package ai.openobserve.lambda.nativebuild.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.nativebuild.step.Digest;
import java.nio.file.Files;
import java.nio.file.Path;

/// Sources of two files, packed as a tarball.
final class TestTarball {
  private TestTarball() {}

  /// The list of its files.
  static String list(String code) {
    return Digest.of(code) + "  a.c\n" + Digest.of("licence") + "  LICENSE\n";
  }

  /// A tarball in the folder, with an extra file that no list names.
  static Path of(Path folder, String name, String code) throws Exception {
    Path root = Files.createDirectories(folder.resolve("pack-" + code.hashCode() + "/lib-1"));
    Files.writeString(root.resolve("a.c"), code);
    Files.writeString(root.resolve("extra.c"), "int extra;");
    Files.writeString(root.resolve("LICENSE"), "licence");
    Path file = Files.createDirectories(folder.resolve("made")).resolve(name);
    Process tar =
        new ProcessBuilder("tar", "-czf", file.toString(), "-C", root.getParent() + "", "lib-1")
            .start();
    assertThat(tar.waitFor()).isZero();
    return file;
  }
}
