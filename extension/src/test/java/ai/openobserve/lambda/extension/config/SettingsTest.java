package ai.openobserve.lambda.extension.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class SettingsTest {
  private static final String HIDDEN = "(set, not shown)";

  private static Setting setting(String name, Map<String, String> environment) {
    return Configuration.settings(environment).stream()
        .filter(setting -> setting.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name));
  }

  @Test
  void aVariableThatIsNotSetHasItsDefault() {
    assertThat(setting("O2_MAX_RETRIES", Map.of()))
        .isEqualTo(new Setting("O2_MAX_RETRIES", "3", Setting.Source.DEFAULT));
  }

  @Test
  void aVariableThatNothingReadsIsNamedWithoutItsValue() {
    assertThat(setting("O2_STRAEM", Map.of("O2_STRAEM", "orders")))
        .isEqualTo(new Setting("O2_STRAEM", "", Setting.Source.UNKNOWN));
  }

  /// In the wrong variable too.
  @ParameterizedTest
  @CsvSource({
    "O2_AUTHORIZATION_HEADER, cm9vdDpwYXNz",
    "O2_AUTHORIZATION_SECRET, Basic cm9vdDpwYXNz",
    "O2_AUTHORIZATION_SECRET, root:pass",
    "O2_AUTHORIZATION_PARAMETER, root@example.com:pass",
    "O2_ENDPOINT, https://root:pass@o2.example",
    "HTTPS_PROXY, http://root:pass@proxy:3128",
    "https_proxy, http://root:pass@proxy:3128"
  })
  void noCredentialIsShown(String name, String value) {
    assertThat(setting(name, Map.of(name, value)).value()).isEqualTo(HIDDEN);
  }

  @ParameterizedTest
  @CsvSource({
    "O2_AUTHORIZATION_SECRET, team/o2#auth",
    "O2_AUTHORIZATION_SECRET, arn:aws:secretsmanager:eu-west-1:123456789012:secret:o2-AbCdEf",
    "O2_AUTHORIZATION_PARAMETER, /team/o2",
    "NO_PROXY, localhost",
    "HTTP_PROXY, http://proxy:3128"
  })
  void whatIsNoCredentialIsShown(String name, String value) {
    assertThat(setting(name, Map.of(name, value)))
        .isEqualTo(new Setting(name, value, Setting.Source.VARIABLE));
  }
}
