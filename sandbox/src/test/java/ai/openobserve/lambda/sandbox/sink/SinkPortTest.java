package ai.openobserve.lambda.sandbox.sink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.http.HttpFront;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SinkPortTest {
  private final SinkPort port;

  SinkPortTest() throws IOException {
    port = new SinkPort(HttpFront.Settings.plain(0), _ -> HttpAnswer.text(200, "ok"));
  }

  @AfterEach
  void close() {
    port.close();
  }

  private String request() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.number())) {
      socket.setSoTimeout(2000);
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: sink\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /// The kernel keeps a closed port until the thread that was accepting on it has returned from its
  /// call: a connection at that moment is not served.
  private void awaitRefused() throws IOException {
    while (true) {
      try {
        assertThat(request()).doesNotContain("ok");
      } catch (ConnectException _) {
        return;
      } catch (IOException _) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void countsConnectionsAcrossAnOutage() throws Exception {
    assertThat(request()).endsWith("ok");
    port.close();
    assertThat(port.connections()).isEqualTo(1);
    awaitRefused();
    port.reopen();
    assertThat(request()).endsWith("ok");
    assertThat(port.connections()).isEqualTo(2);
  }
}
