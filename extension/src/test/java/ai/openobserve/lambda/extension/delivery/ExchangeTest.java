package ai.openobserve.lambda.extension.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.config.ProxySettings;
import ai.openobserve.lambda.extension.credentials.Exchange;
import ai.openobserve.lambda.extension.testing.Configurations;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/// Requests beside those to OpenObserve.
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class ExchangeTest {
  private static final Duration AMPLE = Duration.ofSeconds(15);

  @StartStop public final MockWebServer server = new MockWebServer();

  private final Configuration configuration = Configurations.of("http://127.0.0.1:1");
  private final Exchange exchange = new Connections(configuration).exchange(ProxySettings.DIRECT);

  private Exchange.Request post(String body, Duration timeout) {
    return new Exchange.Request(
        "POST",
        URI.create("http://127.0.0.1:" + server.getPort() + "/aws/"),
        Map.of("Content-Type", "application/x-amz-json-1.1", "Authorization", "signed"),
        body,
        false,
        timeout);
  }

  @Test
  void sendsWhatWasSignedAndNothingElse() throws Exception {
    server.enqueue(new MockResponse.Builder().code(400).body("no").build());

    Exchange.Answer answer = exchange.make(post("{}", AMPLE));

    assertThat(answer.status()).isEqualTo(400);
    RecordedRequest request = server.takeRequest();
    assertThat(request.getRequestLine()).isEqualTo("POST /aws/ HTTP/1.1");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/x-amz-json-1.1");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("signed");
    assertThat(request.getHeaders().get("Host")).isEqualTo("127.0.0.1:" + server.getPort());
    assertThat(Objects.requireNonNull(request.getBody()).utf8()).isEqualTo("{}");
  }

  @Test
  void endsInTime() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    assertThatThrownBy(() -> exchange.make(post("{}", Duration.ofMillis(50))))
        .isInstanceOf(InterruptedIOException.class);
  }

  @Test
  void readsABoundedAnswer() {
    server.enqueue(new MockResponse.Builder().body("x".repeat(600 * 1024)).build());

    assertThatThrownBy(() -> exchange.make(post("{}", AMPLE)))
        .isInstanceOf(IOException.class)
        .hasMessage("the answer is over 524288 bytes");
  }

  @Test
  void goesThroughItsOwnProxyUnlessItStaysInTheEnvironment() throws Exception {
    ProxySettings proxy =
        ProxySettings.of(
            Map.of("HTTP_PROXY", "http://user:pass@127.0.0.1:" + server.getPort()),
            URI.create("http://secretsmanager.invalid"));
    Exchange proxied = new Connections(configuration).exchange(proxy);
    server.enqueue(new MockResponse.Builder().code(407).build());
    server.enqueue(new MockResponse.Builder().body("through").build());
    server.enqueue(new MockResponse.Builder().body("direct").build());
    URI outside = URI.create("http://secretsmanager.invalid/");
    URI inside = URI.create("http://127.0.0.1:" + server.getPort() + "/local");

    assertThat(proxied.make(new Exchange.Request("GET", outside, Map.of(), "", false, AMPLE)))
        .hasToString("status 200");
    assertThat(proxied.make(new Exchange.Request("GET", inside, Map.of(), "", true, AMPLE)))
        .hasToString("status 200");

    assertThat(server.takeRequest().getRequestLine())
        .isEqualTo("GET http://secretsmanager.invalid/ HTTP/1.1");
    assertThat(server.takeRequest().getHeaders().get("Proxy-Authorization"))
        .isEqualTo("Basic dXNlcjpwYXNz");
    RecordedRequest local = server.takeRequest();
    assertThat(local.getRequestLine()).isEqualTo("GET /local HTTP/1.1");
    assertThat(local.getHeaders().get("Proxy-Authorization")).isNull();
  }
}
