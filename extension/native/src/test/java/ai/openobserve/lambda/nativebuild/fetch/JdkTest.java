package ai.openobserve.lambda.nativebuild.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.nativebuild.step.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkTest {
  @ParameterizedTest
  @ValueSource(strings = {"25.0.2+10", "25.0.3+9-LTS", "25.0.3+9-Debian-2deb13u1", "25.0.5+8"})
  void knownUpdatesPassWithoutAWord(String version) {
    assertThat(Jdk.checkVersion(version)).isEmpty();
  }

  @Test
  void untriedUpdateIsMentioned() {
    assertThat(Jdk.checkVersion("25.0.6+7")).contains("has not been tried");
    assertThat(Jdk.checkVersion("25+36")).contains("has not been tried");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17.0.19+10", "24.0.1+9", "26+35"})
  void anotherReleaseIsRefused(String version) {
    assertThatThrownBy(() -> Jdk.checkVersion(version))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("needs a JDK 25");
  }
}
