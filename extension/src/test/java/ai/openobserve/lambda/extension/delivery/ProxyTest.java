package ai.openobserve.lambda.extension.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.testing.Clients;
import ai.openobserve.lambda.extension.testing.Configurations;
import ai.openobserve.lambda.extension.testing.Records;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class ProxyTest {
  private static final String STORED = "{\"status\":[{\"successful\":1,\"failed\":0}]}";

  @StartStop public final MockWebServer proxy = new MockWebServer();

  private static Outcome send(String endpoint, String... namesAndValues) {
    Configuration configuration = Configurations.of(endpoint, namesAndValues);
    return Clients.of(configuration).send(Records.batch("1"), Duration.ofSeconds(15));
  }

  @Test
  void aPlainRequestGoesThroughTheProxy() throws Exception {
    proxy.enqueue(new MockResponse.Builder().body(STORED).build());

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
    proxy.enqueue(new MockResponse.Builder().body(STORED).build());

    Outcome outcome =
        send(
            "http://o2.invalid",
            "http_proxy",
            "http://us%40er:p%3Ass+w%20rd@127.0.0.1:" + proxy.getPort());

    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    assertThat(proxy.takeRequest().getHeaders().get("Proxy-Authorization")).isNull();
    assertThat(proxy.takeRequest().getHeaders().get("Proxy-Authorization"))
        .isEqualTo(okhttp3.Credentials.basic("us@er", "p:ss+w rd"));
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
    proxy.enqueue(new MockResponse.Builder().body(STORED).build());
    Path file = Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
    String endpoint = "https://o2.invalid";
    Outcome outcome =
        send(
            endpoint,
            "HTTPS_PROXY",
            "http://user:hunter2@127.0.0.1:" + proxy.getPort(),
            "SSL_CERT_FILE",
            file.toString());

    assertThat(outcome).isEqualTo(new Outcome.Accepted(1, 0, ""));
    RecordedRequest connect = proxy.takeRequest();
    assertThat(connect.getRequestLine()).isEqualTo("CONNECT o2.invalid:443 HTTP/1.1");
    assertThat(connect.getHeaders().get("Proxy-Authorization"))
        .isEqualTo(okhttp3.Credentials.basic("user", "hunter2"));
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
