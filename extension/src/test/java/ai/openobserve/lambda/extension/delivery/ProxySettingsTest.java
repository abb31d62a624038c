package ai.openobserve.lambda.extension.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.extension.testing.Configurations;
import ai.openobserve.lambda.extension.testing.Records;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import okhttp3.Credentials;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class ProxySettingsTest {
  private static final URI SECURE = URI.create("https://o2.example");
  private static final URI PLAIN = URI.create("http://o2.example:5080");

  @StartStop public final MockWebServer proxy = new MockWebServer();

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

  private Outcome send(String endpoint, String... namesAndValues) {
    OpenObserveClient client =
        new OpenObserveClient(
            Configurations.of(endpoint),
            settings(URI.create(endpoint), namesAndValues),
            Certificates.BUILT_IN);
    return client.send(Records.batch("1"), Duration.ofSeconds(15));
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
            "HTTPS_PROXY is no proxy that can be used (value not shown): allowed is"
                + " http://host:port")
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

  @Test
  void aPlainRequestGoesThroughTheProxy() throws Exception {
    proxy.enqueue(new MockResponse.Builder().code(200).build());

    Outcome outcome =
        send("http://o2.invalid:5080/base", "HTTP_PROXY", "http://127.0.0.1:" + proxy.getPort());

    assertThat(outcome).isEqualTo(new Outcome.Accepted(1, 0, ""));
    RecordedRequest request = proxy.takeRequest();
    assertThat(request.getRequestLine())
        .isEqualTo("POST http://o2.invalid:5080/base/api/acme/orders/_json HTTP/1.1");
    assertThat(request.getHeaders().get("Proxy-Authorization")).isNull();
  }

  @Test
  void theCredentialOfTheProxyIsSentWhereItAsksForIt() throws Exception {
    proxy.enqueue(
        new MockResponse.Builder()
            .code(407)
            .addHeader("Proxy-Authenticate", "Basic realm=\"x\"")
            .build());
    proxy.enqueue(new MockResponse.Builder().code(200).build());

    Outcome outcome =
        send(
            "http://o2.invalid",
            "http_proxy",
            "http://us%40er:p%3Ass+w%20rd@127.0.0.1:" + proxy.getPort());

    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    assertThat(proxy.takeRequest().getHeaders().get("Proxy-Authorization")).isNull();
    assertThat(proxy.takeRequest().getHeaders().get("Proxy-Authorization"))
        .isEqualTo(Credentials.basic("us@er", "p:ss+w rd"));
  }

  @Test
  void aCredentialThatTheProxyRefusesIsNotSentForEver() {
    for (int i = 0; i < 3; i++) {
      proxy.enqueue(
          new MockResponse.Builder()
              .code(407)
              .addHeader("Proxy-Authenticate", "Basic realm=\"x\"")
              .build());
    }

    Outcome outcome =
        send("http://o2.invalid", "HTTP_PROXY", "http://user:hunter2@127.0.0.1:" + proxy.getPort());

    assertThat(outcome.toString()).contains("407").doesNotContain("hunter2");
    assertThat(proxy.getRequestCount()).isEqualTo(2);
  }

  @Test
  void aSecureRequestGoesThroughATunnelWithTheProxysCredential(@TempDir Path folder)
      throws Exception {
    HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
    HeldCertificate certificate =
        new HeldCertificate.Builder()
            .signedBy(authority)
            .addSubjectAlternativeName("o2.invalid")
            .build();
    proxy.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    proxy.enqueue(new MockResponse.Builder().inTunnel().build());
    proxy.enqueue(new MockResponse.Builder().code(200).build());
    Path file = Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
    String endpoint = "https://o2.invalid";
    OpenObserveClient client =
        new OpenObserveClient(
            Configurations.of(endpoint),
            settings(
                URI.create(endpoint),
                "HTTPS_PROXY",
                "http://user:hunter2@127.0.0.1:" + proxy.getPort()),
            Certificates.of(file.toString()));

    Outcome outcome = client.send(Records.batch("1"), Duration.ofSeconds(15));

    assertThat(outcome).isEqualTo(new Outcome.Accepted(1, 0, ""));
    RecordedRequest connect = proxy.takeRequest();
    assertThat(connect.getRequestLine()).isEqualTo("CONNECT o2.invalid:443 HTTP/1.1");
    assertThat(connect.getHeaders().get("Proxy-Authorization"))
        .isEqualTo(Credentials.basic("user", "hunter2"));
    RecordedRequest post = proxy.takeRequest();
    assertThat(post.getTarget()).isEqualTo("/api/acme/orders/_json");
    assertThat(post.getHeaders().get("Authorization")).isEqualTo(Configurations.AUTHORIZATION);
    assertThat(post.getHeaders().get("Proxy-Authorization")).isNull();
  }

  @Test
  void aSecureRequestGoesThroughATunnelWithoutShowingOurCredentialToTheProxy() throws Exception {
    proxy.enqueue(new MockResponse.Builder().code(403).build());

    Outcome outcome =
        send("https://o2.invalid", "HTTPS_PROXY", "http://127.0.0.1:" + proxy.getPort());

    assertThat(outcome).isInstanceOf(Outcome.Unavailable.class);
    RecordedRequest request = proxy.takeRequest();
    assertThat(request.getRequestLine()).isEqualTo("CONNECT o2.invalid:443 HTTP/1.1");
    assertThat(request.getHeaders().get("Authorization")).isNull();
  }
}
