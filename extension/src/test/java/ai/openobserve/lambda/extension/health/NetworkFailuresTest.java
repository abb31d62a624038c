package ai.openobserve.lambda.extension.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What goes wrong on the way to a server.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class NetworkFailuresTest {
  private static final String PROXY = "http://scott:s3cret@127.0.0.1:";

  @StartStop public final MockWebServer server = new MockWebServer();

  @Test
  void aHostThatDoesNotExist() throws Exception {
    Check.of("https://o2.example.invalid")
        .run()
        .failedAt("name", "o2.example.invalid does not resolve", "Check the host in O2_ENDPOINT");
  }

  @Test
  void aNameServerThatNeverAnswers() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try {
      Check.of("https://o2.example")
          .impatient()
          .lookup(host -> {
            try {
              over.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
          })
          .run()
          .failedAt("name", "no answer in 3 s from the name server", "enableDnsSupport");
    } finally {
      over.countDown();
    }
  }

  @Test
  void aPortWhereNobodyListens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    Check.of("http://127.0.0.1:" + port)
        .run()
        .failedAt("tcp", "127.0.0.1: Connection refused, port " + port, "port in O2_ENDPOINT");
  }

  /// The kernel drops what asks for a connection while the queue of a listener is full, as a
  /// firewall does.
  @Test
  void packetsThatAreDropped() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> waiting = new ArrayList<>();
      try {
        for (int i = 0; i < 2; i++) {
          waiting.add(new Socket(full.getInetAddress(), full.getLocalPort()));
        }
        Check.of("http://127.0.0.1:" + full.getLocalPort())
            .impatient()
            .run()
            .failedAt("tcp", "127.0.0.1: no answer", "drops the packets");
      } finally {
        for (Socket each : waiting) {
          each.close();
        }
      }
    }
  }

  /// 2001:db8::/32 is for documentation: no way leads there.
  @Test
  void aNameWithIpv6AddressesAlone() throws Exception {
    InetAddress nowhere = InetAddress.getByName("2001:db8::7");

    Check.of("https://o2.example")
        .impatient()
        .lookup(host -> new InetAddress[] {nowhere})
        .run()
        .failedAt("tcp", "2001:db8:0:0:0:0:0:7", "Ipv6AllowedForDualStack");
  }

  @Test
  void aServerThatNeverSpeaksTls() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Check.of("https://127.0.0.1:" + silent.getLocalPort())
          .impatient()
          .run()
          .failedAt("tls", "no answer in 3 s to the handshake", "does not speak TLS");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, the proxy refused, NO_PROXY",
    "407, the proxy asks for a password, Set HTTPS_PROXY to http://user:password@host:port",
    "502, the proxy refused, NO_PROXY"
  })
  void aProxyThatRefusesToConnect(int status, String detail, String next) throws Exception {
    server.enqueue(new MockResponse.Builder().code(status).build());
    server.enqueue(new MockResponse.Builder().code(status).build());

    Check check =
        Check.of("https://o2.example").with("HTTPS_PROXY", PROXY + server.getPort()).run();

    check.failedAt("proxy", detail, next);
    assertThat(check.line("name")).contains("proxy 127.0.0.1 is 127.0.0.1");
    assertThat(check.line("configuration"))
        .contains("HTTPS_PROXY: proxy 127.0.0.1:" + server.getPort() + ", ");
  }

  @Test
  void aProxyForPlainHttpThatAsksForAPassword() throws Exception {
    server.enqueue(new MockResponse.Builder().code(407).build());

    Check.of("http://o2.example")
        .with("HTTP_PROXY", "http://127.0.0.1:" + server.getPort())
        .run()
        .failedAt("server", "the proxy asks for a password", "Set HTTP_PROXY");
  }

  @Test
  void aProxyThatNeverConnects() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Check.of("https://o2.example")
          .impatient()
          .with("HTTPS_PROXY", PROXY + silent.getLocalPort())
          .run()
          .failedAt("proxy", "no answer in 3 s to CONNECT", "proxy's port");
    }
  }

  @Test
  void aProxyThatIsNotThere() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    Check.of("https://o2.example")
        .with("HTTPS_PROXY", PROXY + port)
        .run()
        .failedAt("tcp", "Connection refused", "host and port in HTTPS_PROXY");
  }
}
