package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom the program can talk to over TLS. The native executable has the algorithms of these servers
/// and hardly any others.
@Timeout(180)
class TlsIT {
  private static final String EC = "-keyalg EC";

  @TempDir static Path folder;

  /// Made once for each algorithm: keytool takes its time.
  private static final Map<String, ServerKey> KEYS = new HashMap<>();

  private record Run(int exitCode, String output) {}

  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, -keyalg RSA -keysize 2048",
    "TLSv1.3, -keyalg RSA -keysize 2048",
    "TLSv1.3, -keyalg RSA -keysize 4096 -sigalg SHA512withRSA",
    "TLSv1.3, -keyalg RSASSA-PSS -keysize 2048",
    "TLSv1.2, -keyalg EC -groupname secp256r1",
    "TLSv1.3, -keyalg EC -groupname secp256r1",
    "TLSv1.2, -keyalg EC -groupname secp384r1",
    "TLSv1.3, -keyalg EC -groupname secp384r1",
    "TLSv1.2, -keyalg Ed25519",
    "TLSv1.3, -keyalg Ed25519",
    "TLSv1.3, -keyalg Ed448",
  })
  void deliversToAServerWith(String protocol, String algorithm) throws Exception {
    ServerKey keys = key(algorithm);
    try (TlsServer server = TlsServer.start(keys, protocol)) {
      assertDelivered(healthCheck(server, trusting(keys)));
    }
  }

  /// The client has offered a share for another group: the server asks for a second hello.
  @Test
  void deliversToAServerThatWantsAnotherGroup() throws Exception {
    ServerKey keys = key(EC);
    try (TlsServer server =
        TlsServer.start(
            keys, parameters -> parameters.setNamedGroups(new String[] {"secp521r1"}))) {
      assertDelivered(healthCheck(server, trusting(keys)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void deliversToAServerThatWouldTakeACertificateOfTheClient(String protocol) throws Exception {
    ServerKey keys = key(EC);
    try (TlsServer server =
        TlsServer.start(
            keys,
            parameters -> {
              parameters.setProtocols(new String[] {protocol});
              parameters.setWantClientAuth(true);
            })) {
      assertDelivered(healthCheck(server, trusting(keys)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256"
      })
  void deliversWith(String cipher) throws Exception {
    ServerKey keys = key("-keyalg RSA");
    try (TlsServer server =
        TlsServer.start(keys, parameters -> parameters.setCipherSuites(new String[] {cipher}))) {
      assertDelivered(healthCheck(server, trusting(keys)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void resumesTheSessionWhenItConnectsAgain(String protocol) throws Exception {
    ServerKey keys = key(EC);
    try (TlsServer server = TlsServer.start(keys, protocol)) {
      Map<String, String> variables = new HashMap<>(trusting(keys));
      variables.put("O2_METRICS", "true");
      assertDelivered(healthCheck(server, variables));
      // Four requests look at one thing each, with a session of their own; the record and the
      // metric
      // are sent as all are.
      assertThat(server.connections()).isEqualTo(6);
      assertThat(server.sessions()).isEqualTo(5);
    }
  }

  @Test
  void refusesACertificateOfAnUnknownAuthority() throws Exception {
    assertRefused(key(EC), false, "this authority is not trusted");
  }

  @Test
  void refusesAnExpiredCertificate() throws Exception {
    assertRefused(
        ServerKey.expired(folder),
        true,
        "expired on ",
        "Next:   Renew the server's certificate; or set the clock of this machine, which says 20");
  }

  @Test
  void refusesAnExpiredCertificateThatIsItselfTrusted() throws Exception {
    assertRefused(
        ServerKey.selfSignedAndExpired(folder),
        true,
        "CN=localhost, issued by CN=localhost: expired on 2025-01-31",
        "Next:   Renew the server's certificate; or set the clock of this machine, which says 20");
  }

  @Test
  void refusesACertificateForAnotherHost() throws Exception {
    assertRefused(ServerKey.forAnotherHost(folder), true, "not valid for localhost");
  }

  private static void assertRefused(ServerKey keys, boolean trusted, String... reason)
      throws Exception {
    try (TlsServer server = TlsServer.start(keys, "TLSv1.3")) {
      Run run = healthCheck(server, trusted ? trusting(keys) : Map.of());
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.output()).contains("FAILED  tls").contains(reason);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void deliversThroughAProxyToAServerWithTls() throws Exception {
    ServerKey keys = key("-keyalg RSA");
    try (TlsServer server = TlsServer.start(keys, "TLSv1.3");
        Tunnel proxy = new Tunnel()) {
      Map<String, String> variables = new HashMap<>(trusting(keys));
      variables.put("HTTPS_PROXY", "http://127.0.0.1:" + proxy.server.getLocalPort());
      assertDelivered(healthCheck(server, variables));
      assertThat(proxy.tunnels).hasPositiveValue();
    }
  }

  private static ServerKey key(String algorithm) throws Exception {
    ServerKey key = KEYS.get(algorithm);
    if (key == null) {
      key = ServerKey.of(folder, algorithm);
      KEYS.put(algorithm, key);
    }
    return key;
  }

  private static Map<String, String> trusting(ServerKey keys) {
    return Map.of("SSL_CERT_FILE", keys.authority().toString());
  }

  private static void assertDelivered(Run run) {
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("test record: stored");
  }

  private static Run healthCheck(TlsServer server, Map<String, String> more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Environment.COMMAND);
    command.add("--health-check");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> variables = new HashMap<>(more);
    variables.put("O2_ENDPOINT", "https://localhost:" + server.port());
    variables.put("O2_ORGANIZATION_ID", "default");
    variables.put("O2_AUTHORIZATION_HEADER", "Basic bm9ib2R5OndvcnJpZXM=");
    builder.environment().keySet().removeIf(name -> name.matches("(?i)O2_.*|.*_PROXY|SSL_CERT_.*"));
    builder.environment().putAll(variables);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  /// A proxy that knows CONNECT alone.
  private static final class Tunnel implements AutoCloseable {
    final ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    final AtomicInteger tunnels = new AtomicInteger();

    Tunnel() throws IOException {
      Thread.ofPlatform().daemon().name("tunnel").start(this::accept);
    }

    private void accept() {
      while (!server.isClosed()) {
        try {
          Socket client = server.accept();
          Thread.ofPlatform().daemon().start(() -> connect(client));
        } catch (IOException _) {
          // Closed.
        }
      }
    }

    private void connect(Socket client) {
      try (client) {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
          head.append((char) client.getInputStream().read());
        }
        String target = head.substring("CONNECT ".length(), head.indexOf(" HTTP/1.1"));
        int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
        try (Socket backend = new Socket(InetAddress.getLoopbackAddress(), port)) {
          tunnels.incrementAndGet();
          client
              .getOutputStream()
              .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          Thread.ofPlatform().daemon().start(() -> copy(backend, client));
          client.getInputStream().transferTo(backend.getOutputStream());
        }
      } catch (IOException _) {
        // Either side has gone.
      }
    }

    private static void copy(Socket from, Socket to) {
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        in.transferTo(out);
      } catch (IOException _) {
        // Either side has gone.
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
