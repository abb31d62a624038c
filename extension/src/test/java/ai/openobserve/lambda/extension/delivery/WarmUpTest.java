package ai.openobserve.lambda.extension.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.testing.Clients;
import ai.openobserve.lambda.extension.testing.Configurations;
import ai.openobserve.lambda.extension.testing.Records;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/// A server over TLS that closes connections which are not used.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class WarmUpTest {
  private static final Duration AMPLE = Duration.ofSeconds(15);

  /// The client itself gives an idle connection up after four seconds: what is replaced before that
  /// was seen to be closed. A slow machine gets further attempts.
  private static final Duration LESS_THAN_KEPT = Duration.ofSeconds(3);

  private static final int ATTEMPTS = 4;

  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();

  @StartStop public final MockWebServer server = new MockWebServer();

  @TempDir Path folder;

  /// Whether the server closes a connection after it has stored something.
  private final AtomicBoolean closing = new AtomicBoolean();

  private OpenObserveClient client() throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), certificate.certificatePem());
    return Clients.of(
        Configurations.of(
            "https://localhost:" + server.getPort(), "SSL_CERT_FILE", file.toString()));
  }

  @BeforeEach
  void serve() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
  }

  private MockResponse answer(RecordedRequest request) {
    MockResponse.Builder answer =
        new MockResponse.Builder().body("{\"status\":[{\"successful\":1,\"failed\":0}]}");
    if (closing.get() && "POST".equals(request.getMethod())) {
      answer.onResponseEnd(new SocketEffect.CloseSocket());
    }
    return answer.build();
  }

  @Test
  void aConnectionThatTheServerHasClosedIsReplaced() throws Exception {
    OpenObserveClient client = client();

    RecordedRequest healthz = null;
    for (int attempt = 0; attempt < ATTEMPTS && healthz == null; attempt++) {
      closing.set(true);
      client.send(Records.batch("1"), AMPLE);
      server.takeRequest();
      healthz = healthzWithin(client, LESS_THAN_KEPT);
    }
    RecordedRequest sent = Objects.requireNonNull(healthz, "no connection was opened ahead");
    closing.set(false);
    Outcome outcome = client.send(Records.batch("2"), AMPLE);

    assertThat(outcome).isEqualTo(new Outcome.Accepted(1, 0, ""));
    assertThat(sent.getTarget()).isEqualTo("/healthz");
    RecordedRequest post = server.takeRequest();
    assertThat(post.getConnectionIndex()).isEqualTo(sent.getConnectionIndex());
    assertThat(post.getExchangeIndex()).isEqualTo(1);
  }

  /// Warms up until a request is sent for it, since nothing is known until the server's good-bye
  /// has arrived; null where none was sent in time.
  private @Nullable RecordedRequest healthzWithin(OpenObserveClient client, Duration most)
      throws InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < most.toNanos()) {
      client.warmUp().run();
      RecordedRequest request = server.takeRequest(20, TimeUnit.MILLISECONDS);
      if (request != null) {
        return System.nanoTime() - start < most.toNanos() ? request : null;
      }
    }
    return null;
  }

  @Test
  void aConnectionThatIsOpenIsKept() throws Exception {
    OpenObserveClient client = client();
    client.send(Records.batch("1"), AMPLE);
    client.warmUp().run();
    client.send(Records.batch("2"), AMPLE);

    assertThat(server.getRequestCount()).isEqualTo(2);
    server.takeRequest();
    assertThat(server.takeRequest().getExchangeIndex()).isEqualTo(1);
  }
}
