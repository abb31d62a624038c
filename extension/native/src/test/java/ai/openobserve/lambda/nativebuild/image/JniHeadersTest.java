package ai.openobserve.lambda.nativebuild.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JniHeadersTest {
  @TempDir Path sources;
  @TempDir Path headers;

  private void write(String includes) throws Exception {
    Files.writeString(sources.resolve("a.c"), includes);
    JniHeaders.write(List.of(sources), List.of("java.base"), headers);
  }

  @Test
  void writesWhatIsIncludedAlone() throws Exception {
    write("#include \"java_lang_Object.h\"\n# include \"java_lang_Nothing.h\"\n#include <jni.h>\n");
    try (Stream<Path> all = Files.list(headers)) {
      assertThat(all.map(f -> f.getFileName().toString())).containsExactly("java_lang_Object.h");
    }
    assertThat(headers.resolve("java_lang_Object.h"))
        .content()
        .contains("JNIEXPORT jint JNICALL Java_java_lang_Object_hashCode(JNIEnv *, jobject);");
  }

  @Test
  void overloadedMethodsHaveTheirSignatureInTheirName() throws Exception {
    write("#include \"java_lang_Object.h\"\n#include \"java_lang_Class.h\"\n");
    assertThat(headers.resolve("java_lang_Class.h"))
        .content()
        .contains(
            "JNIEXPORT jboolean JNICALL Java_java_lang_Class_isInstance(JNIEnv *, jobject, jobject);");
  }

  @Test
  void constantsOfTheClassAreMacros() throws Exception {
    write("#include \"sun_nio_ch_IOStatus.h\"\n");
    assertThat(headers.resolve("sun_nio_ch_IOStatus.h"))
        .content()
        .contains("#define sun_nio_ch_IOStatus_EOF -1L\n");
  }

  @Test
  void namesAreMangledAsTheJniSpecificationSays() {
    assertThat(JniHeaders.mangled("a/B_c$D")).isEqualTo("a_B_1c_00024D");
    assertThat(JniHeaders.mangled("[Ljava/lang/String;")).isEqualTo("_3Ljava_lang_String_2");
  }

  @Test
  void constantsForArm64AreReadOutOfTheAssembly() {
    String assembly = "\t.ascii\t\"@@O_NOFOLLOW 32768\"\n\t.ascii \"@@AT_FDCWD -100\"\n";
    assertThat(Arm64Classes.parse(assembly))
        .isEqualTo(Map.of("O_NOFOLLOW", 32768, "AT_FDCWD", -100));
  }
}
