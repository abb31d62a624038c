package ai.openobserve.lambda.cdk.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  private static final List<String> BOTH = List.of("x86_64", "arm64");

  @Test
  void keepsOneVersionAndAsksByDefault() {
    assertThat(Arguments.parse("delete", "regions=", "keep=", "yes="))
        .isEqualTo(new Arguments(true, List.of(), BOTH, 1, false));
  }

  @Test
  void readsAll() {
    assertThat(
            Arguments.parse(
                "list", "regions=eu-west-1, us-east-1", "architectures=arm64", "keep=0", "yes=1"))
        .isEqualTo(
            new Arguments(false, List.of("eu-west-1", "us-east-1"), List.of("arm64"), 0, true));
  }

  @Test
  void namesTheLayers() {
    assertThat(Arguments.parse("list").layers())
        .containsExactly("openobserve-extension-x86_64", "openobserve-extension-arm64");
  }

  @Test
  void tellsEveryMistakeAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Arguments.parse("remove", "keep=-1", "yes=maybe", "architectures=mips", "force"))
        .withMessageContainingAll(
            "usage: list|delete",
            "\"remove\" is invalid",
            "keep=-1: expected a whole number",
            "yes=maybe",
            "architectures=mips",
            "\"force\" is not known");
  }

  @Test
  void refusesWhatIsNoRegion() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Arguments.parse("list", "regions=eu-west-1,,moon-1"))
        .withMessageContainingAll("unknown Region \"\"", "unknown Region \"moon-1\"");
  }
}
