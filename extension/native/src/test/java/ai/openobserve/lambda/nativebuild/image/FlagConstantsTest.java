package ai.openobserve.lambda.nativebuild.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.nativebuild.step.Problem;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Tests with the classes of the JDK that runs the tests.
class FlagConstantsTest {
  private static final Path PACKAGE =
      FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base/sun/nio/fs");

  private static final FlagConstants X86_64 = new FlagConstants(0400000, 040000);
  private static final FlagConstants ARM64 = new FlagConstants(0100000, 0200000);

  private static byte[] bytes(String name) throws Exception {
    return Files.readAllBytes(PACKAGE.resolve(name + ".class"));
  }

  private static List<Integer> numbers(byte[] bytes) {
    List<Integer> all = new ArrayList<>();
    for (MethodModel method : ClassFile.of().parse(bytes).methods()) {
      method
          .findAttribute(Attributes.code())
          .ifPresent(code ->
              code.forEach(e -> {
                if (e instanceof ConstantInstruction c && c.constantValue() instanceof Integer i) {
                  all.add(i);
                }
              }));
    }
    return all;
  }

  private static int onArm64(int number) {
    return switch (number) {
      case 0400000 -> 0100000;
      case 040000 -> 0200000;
      default -> number;
    };
  }

  @Test
  void classesThatUseTheFlagsAreKnown() throws Exception {
    List<String> changed = new ArrayList<>();
    try (Stream<Path> files = Files.list(PACKAGE)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        byte[] original = Files.readAllBytes(file);
        if (!Arrays.equals(X86_64.replaced(original, ARM64), original)) {
          changed.add(file.getFileName().toString());
        }
      }
    }
    assertThat(changed)
        .containsExactly(
            "UnixChannelFactory.class",
            "UnixConstants.class",
            "UnixFileAttributeViews$Posix.class",
            "UnixPath.class",
            "UnixSecureDirectoryStream$BasicFileAttributeViewImpl.class",
            "UnixSecureDirectoryStream.class");
  }

  @Test
  void flagsAreReplacedAndNothingElseIs() throws Exception {
    for (String name : List.of("UnixChannelFactory", "UnixPath", "UnixFileAttributeViews$Posix")) {
      List<Integer> before = numbers(bytes(name));
      List<Integer> expected = before.stream().map(FlagConstantsTest::onArm64).toList();
      assertThat(expected).isNotEqualTo(before);
      assertThat(numbers(X86_64.replaced(bytes(name), ARM64))).isEqualTo(expected);
    }
  }

  @Test
  void fileTypeOfTheSameValueStays() throws Exception {
    byte[] original = bytes("UnixFileAttributes");
    assertThat(numbers(original)).contains(040000);
    assertThat(X86_64.replaced(original, ARM64)).isSameAs(original);
  }

  @Test
  void constantsOfTheClassAreReplaced() throws Exception {
    byte[] original = bytes("UnixConstants");
    Map<String, Integer> here = FlagConstants.fields(original);
    assertThat(FlagConstants.of(here)).isEqualTo(X86_64);
    Map<String, Integer> there = FlagConstants.fields(X86_64.replaced(original, ARM64));
    assertThat(FlagConstants.of(there)).isEqualTo(ARM64);
    FlagConstants.requireSameButFlags(here, there);
  }

  @Test
  void anotherConstantThatDiffersIsRefused() {
    assertThatThrownBy(() ->
            FlagConstants.requireSameButFlags(
                Map.of("O_APPEND", 1, "O_DIRECT", 2), Map.of("O_APPEND", 3, "O_DIRECT", 4)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("[O_APPEND]");
  }
}
