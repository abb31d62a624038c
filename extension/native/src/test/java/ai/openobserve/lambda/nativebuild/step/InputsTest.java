package ai.openobserve.lambda.nativebuild.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
  @Test
  void orderOfNamingDoesNotMatter() {
    Inputs one = new Inputs().with("a", "1").with("b", "2");
    Inputs other = new Inputs().with("b", "2").with("a", "1");
    assertThat(one.text()).isEqualTo("a 1\nb 2\n").isEqualTo(other.text());
    assertThat(one.digest()).isEqualTo(other.digest()).isEqualTo(Digest.of("a 1\nb 2\n"));
  }

  @Test
  void anotherValueIsAnotherDigest() {
    assertThat(new Inputs().with("a", "1").digest())
        .isNotEqualTo(new Inputs().with("a", "2").digest());
  }

  @Test
  void refusesANameTwice() {
    assertThatThrownBy(() -> new Inputs().with("a", "1").with("a", "2"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void folderCountsByNamesAndBytesAlone(@TempDir Path one, @TempDir Path other) throws Exception {
    for (Path folder : new Path[] {one, other}) {
      Files.createDirectories(folder.resolve("b/c"));
      Files.writeString(folder.resolve("b/c/d"), "text");
      Files.writeString(folder.resolve("a"), "");
    }
    Files.setLastModifiedTime(other.resolve("a"), FileTime.fromMillis(0));
    assertThat(Digest.ofFolder(one)).isEqualTo(Digest.ofFolder(other));
    Files.move(other.resolve("b/c/d"), other.resolve("b/d"));
    assertThat(Digest.ofFolder(one)).isNotEqualTo(Digest.ofFolder(other));
  }

  @Test
  void digestIsSha256() {
    assertThat(Digest.of("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
