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

/// Whom the program can talk to over TLS. The native executable has the algorithms of these servers
/// and hardly any others.
@Timeout(180)
class TlsIT {
  @TempDir Path folder;

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
  void deliversToAServerWith(String protocol, String key) throws Exception {
    try (TlsServer server = TlsServer.start(folder, List.of(key.split(" ", -1)), protocol)) {
      Run run = healthCheck(server, Map.of("SSL_CERT_FILE", server.certificate().toString()));
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output()).contains("test record: stored");
    }
  }

  @Test
  void refusesACertificateThatNoAuthorityOfItsOwnHasSigned() throws Exception {
    try (TlsServer server = TlsServer.start(folder, List.of("-keyalg", "EC"), "TLSv1.3")) {
      Run run = healthCheck(server, Map.of());
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.output()).contains("FAILED  reach").contains("certification path");
    }
  }

  @Test
  void deliversThroughAProxyToAServerWithTls() throws Exception {
    try (TlsServer server = TlsServer.start(folder, List.of("-keyalg", "RSA"), "TLSv1.3");
        Tunnel proxy = new Tunnel()) {
      Run run =
          healthCheck(
              server,
              Map.of(
                  "SSL_CERT_FILE",
                  server.certificate().toString(),
                  "HTTPS_PROXY",
                  "http://127.0.0.1:" + proxy.server.getLocalPort()));
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(proxy.tunnels).hasPositiveValue();
    }
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
