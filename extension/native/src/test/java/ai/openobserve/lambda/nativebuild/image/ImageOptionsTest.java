package ai.openobserve.lambda.nativebuild.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageOptionsTest {
  private static final String PROPERTIES = ImageOptions.FOLDER + "native-image.properties";

  @TempDir Path folder;

  private Path jar(Map<String, String> files) throws Exception {
    Path jar = folder.resolve("app-" + files.hashCode() + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return jar;
  }

  @Test
  void readsTheWordsOfThePropertiesInTheJar() throws Exception {
    String text = "# why\nArgs = --static --libc=musl \\\n  -Os \\\n  -H:-UseSystemLocale\n";
    assertThat(ImageOptions.in(jar(Map.of(PROPERTIES, text))))
        .containsExactly("--static", "--libc=musl", "-Os", "-H:-UseSystemLocale");
  }

  @Test
  void reachabilityMetadataBesideThemIsNamedToTheBuilder() throws Exception {
    Path jar =
        jar(
            Map.of(
                PROPERTIES,
                "Args = -Os",
                ImageOptions.FOLDER + "reachability-metadata.json",
                "{}"));
    assertThat(ImageOptions.in(jar))
        .containsExactly(
            "-Os",
            "-H:ReachabilityMetadataResources="
                + ImageOptions.FOLDER
                + "reachability-metadata.json");
  }

  @Test
  void jarWithoutThemIsRefused() throws Exception {
    Path jar = jar(Map.of("x", "y"));
    assertThatThrownBy(() -> ImageOptions.in(jar))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("native-image.properties");
  }

  @Test
  void launchersWordsBecomeTheBuilders() {
    assertThat(
            ImageOptions.forBuilder(
                List.of(
                    "--static",
                    "--libc=musl",
                    "-Os",
                    "-H:+InstallExitHandlers",
                    "-R:MaxNewSize=8m",
                    "--initialize-at-build-time=a.B,c")))
        .containsExactly(
            "-H:+StaticExecutable",
            "-H:UseLibC=musl",
            "-H:Optimize=s",
            "-H:+InstallExitHandlers",
            "-R:MaxNewSize=8m",
            "-H:ClassInitialization=a.B,c:build_time");
  }

  @Test
  void wordThatCannotBeSaidIsRefused() {
    assertThatThrownBy(() -> ImageOptions.forBuilder(List.of("--pgo")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("--pgo");
  }

  @Test
  void keyThatIsNotUnderstoodIsRefused() {
    assertThatThrownBy(() -> ImageOptions.arguments("Args = -Os\nJavaArgs = -Xmx1g\n"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("JavaArgs");
  }

  @Test
  void jarCountsByWhatIsInIt() throws Exception {
    Path one = jar(Map.of("a.class", "1", "META-INF/maven/g/a/pom.xml", "x"));
    Path other = jar(Map.of("a.class", "1", "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n"));
    Path changed = jar(Map.of("a.class", "2"));
    assertThat(Application.contentOf(one)).isEqualTo(Application.contentOf(other));
    assertThat(Application.contentOf(one)).isNotEqualTo(Application.contentOf(changed));
  }

  @Test
  void securityProvidersAreThoseThatTlsNeeds() {
    String filtered =
        SecurityProperties.filtered(
            "security.provider.1=SUN\nsecurity.provider.2=JdkLDAP\nssl.x=y\n#end");
    assertThat(filtered)
        .startsWith("ssl.x=y\n#end\nsecurity.provider.1=SUN\n")
        .contains("security.provider.5=SunJCE\n")
        .doesNotContain("JdkLDAP");
  }
}
