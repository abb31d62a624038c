package ai.openobserve.lambda.nativebuild.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.nativebuild.step.Problem;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SizeRecordTest {
  private static final Properties RECORDED = new Properties();

  static {
    RECORDED.setProperty("x86_64", "1000000");
  }

  @Test
  void takesAnExecutableThatHasGrownByThreePerCentOrLess() {
    assertThat(SizeRecord.compare(RECORDED, Map.of("x86_64", 1_030_000L)))
        .containsExactly("executable x86_64: 1,030,000 bytes, +3.0 % of the recorded size");
    assertThat(SizeRecord.compare(RECORDED, Map.of("x86_64", 900_000L)))
        .containsExactly("executable x86_64: 900,000 bytes, -10.0 % of the recorded size");
  }

  @Test
  void refusesOneThatHasGrownByMoreAndSaysWhatToDo() {
    assertThatThrownBy(() -> SizeRecord.compare(RECORDED, Map.of("x86_64", 1_030_001L)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("from 1,000,000 to 1,030,001 bytes, by 3.0 %")
        .hasMessageContaining("executable-sizes.properties");
  }

  @Test
  void saysWhatToRecordOfAnArchitectureThatIsNot() {
    assertThat(SizeRecord.compare(RECORDED, Map.of("arm64", 7L)).getFirst()).contains("arm64=7");
  }

  @Test
  void refusesToCompareNothing() {
    assertThatThrownBy(() -> SizeRecord.compare(RECORDED, Map.of())).isInstanceOf(Problem.class);
  }
}
