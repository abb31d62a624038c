package ai.openobserve.lambda.extension.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.testing.Clients;
import ai.openobserve.lambda.extension.testing.Configurations;
import ai.openobserve.lambda.extension.testing.Records;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/// A server over TLS that closes connections which are not used.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class WarmUpTest {
  private static final Duration AMPLE = Duration.ofSeconds(15);

  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();

  @StartStop public final MockWebServer server = new MockWebServer();

  @TempDir Path folder;

  private OpenObserveClient client() throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), certificate.certificatePem());
    return Clients.of(
        Configurations.of(
            "https://localhost:" + server.getPort(), "SSL_CERT_FILE", file.toString()));
  }

  @BeforeEach
  void encrypt() {
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
  }

  private static MockResponse.Builder stored() {
    return new MockResponse.Builder().body("{\"status\":[{\"successful\":1,\"failed\":0}]}");
  }

  @Test
  void aConnectionThatTheServerHasClosedIsReplaced() throws Exception {
    OpenObserveClient client = client();
    server.enqueue(stored().onResponseEnd(new SocketEffect.CloseSocket()).build());
    server.enqueue(new MockResponse.Builder().body("{\"status\":\"ok\"}").build());
    server.enqueue(stored().build());
    client.send(Records.batch("1"), AMPLE);
    server.takeRequest();

    RecordedRequest healthz = null;
    while (healthz == null) {
      // Until the server's good-bye has arrived there is nothing to be known.
      client.warmUp().run();
      healthz = server.takeRequest(20, TimeUnit.MILLISECONDS);
    }
    Outcome outcome = client.send(Records.batch("2"), AMPLE);

    assertThat(outcome).isEqualTo(new Outcome.Accepted(1, 0, ""));
    assertThat(healthz.getTarget()).isEqualTo("/healthz");
    RecordedRequest post = server.takeRequest();
    assertThat(post.getConnectionIndex()).isEqualTo(healthz.getConnectionIndex());
    assertThat(post.getExchangeIndex()).isEqualTo(1);
  }

  @Test
  void aConnectionThatIsOpenIsKept() throws Exception {
    OpenObserveClient client = client();
    server.enqueue(stored().build());
    server.enqueue(stored().build());

    client.send(Records.batch("1"), AMPLE);
    client.warmUp().run();
    client.send(Records.batch("2"), AMPLE);

    assertThat(server.getRequestCount()).isEqualTo(2);
    server.takeRequest();
    assertThat(server.takeRequest().getExchangeIndex()).isEqualTo(1);
  }
}
