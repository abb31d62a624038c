package ai.openobserve.lambda.extension.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class ProxySettingsTest {
  private static final URI SECURE = URI.create("https://o2.example");
  private static final URI PLAIN = URI.create("http://o2.example:5080");

  private static ProxySettings settings(URI endpoint, String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return ProxySettings.of(environment, endpoint);
  }

  private static boolean proxied(URI endpoint, String noProxy) {
    return !settings(
            endpoint,
            "HTTP_PROXY",
            "http://proxy:1",
            "HTTPS_PROXY",
            "http://proxy:1",
            "NO_PROXY",
            noProxy)
        .toString()
        .equals("no proxy");
  }

  @Test
  void thereIsNoProxyUnlessOneIsSet() {
    assertThat(settings(SECURE).toString()).isEqualTo("no proxy");
    assertThat(settings(SECURE, "HTTPS_PROXY", " ").toString()).isEqualTo("no proxy");
  }

  @Test
  void theEndpointsSchemeSelectsTheVariable() {
    String[] both = {"HTTP_PROXY", "http://plain:1", "HTTPS_PROXY", "http://secure:2"};

    assertThat(settings(PLAIN, both).toString()).contains("plain").contains("1");
    assertThat(settings(SECURE, both).toString()).contains("secure").contains("2");
    assertThat(settings(URI.create("HTTPS://O2.example"), both).toString()).contains("secure");
    assertThat(settings(SECURE, "HTTP_PROXY", "http://plain:1").toString()).isEqualTo("no proxy");
  }

  @Test
  void lowerCaseNamesAreReadToo() {
    assertThat(settings(SECURE, "https_proxy", "http://lower:1").toString()).contains("lower");
    assertThat(
            settings(SECURE, "https_proxy", "http://lower:1", "HTTPS_PROXY", "http://upper:1")
                .toString())
        .contains("upper");
    assertThat(settings(SECURE, "HTTPS_PROXY", "http://p:1", "no_proxy", "o2.example").toString())
        .isEqualTo("no proxy");
  }

  @Test
  void aProxyNeedsNoSchemeAndNoPort() {
    assertThat(settings(PLAIN, "HTTP_PROXY", "proxy.local:3128").toString())
        .contains("proxy.local")
        .contains("3128");
    assertThat(settings(PLAIN, "HTTP_PROXY", "http://proxy.local/").toString())
        .contains("proxy.local")
        .contains("80");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socks5://user:hunter2@proxy:1",
        "https://user:hunter2@proxy",
        "user:hunter2@",
        "a b"
      })
  void aProxyThatIsOfNoUseIsRefusedWithoutShowingIt(String value) {
    assertThatThrownBy(() -> settings(SECURE, "HTTPS_PROXY", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "HTTPS_PROXY is not a usable proxy (value not shown): expected" + " http://host:port")
        .hasNoCause();
  }

  @Test
  void aCredentialIsNotShown() {
    assertThat(settings(PLAIN, "HTTP_PROXY", "http://user:hunter2@proxy:1").toString())
        .doesNotContain("hunter2")
        .doesNotContain("user");
  }

  @ParameterizedTest
  @CsvSource({
    "o2.example, false",
    "O2.EXAMPLE, false",
    "example, false",
    ".example, false",
    "*.example, false",
    "'a.b, o2.example ,c', false",
    "*, false",
    "o2.example:443, false",
    "o2.example:80, true",
    "2.example, true",
    "xo2.example, true",
    "sub.o2.example, true",
    "'', true",
    "',, ,', true",
    "10.0.0.0/8, true"
  })
  void noProxyNamesWhatIsReachedDirectly(String noProxy, boolean proxied) {
    assertThat(proxied(SECURE, noProxy)).isEqualTo(proxied);
  }

  @ParameterizedTest
  @CsvSource({"o2.example:5080, false", "o2.example:443, true", "o2.example, false"})
  void noProxyMayNameAPort(String noProxy, boolean proxied) {
    assertThat(proxied(PLAIN, noProxy)).isEqualTo(proxied);
  }
}
