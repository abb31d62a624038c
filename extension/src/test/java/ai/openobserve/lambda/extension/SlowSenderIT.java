package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Others that open connections to the telemetry listener and do not let go of them.
@Timeout(180)
class SlowSenderIT {
  private static final String SLOW_HEAD =
      "POST / HTTP/1.1\r\nContent-Length: 16000000\r\n\r\n[" + " ".repeat(1 << 20);

  private static int port(Environment environment) {
    String line = environment.awaitLine("Successfully subscribed to Logs API on port");
    return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1).strip());
  }

  private static List<Socket> open(int port, int count, String start) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      sockets.add(socket);
      try {
        socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // Closed already in favour of another one.
      }
    }
    return sockets;
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P", "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n"})
  void connectionsThatSayNothingShutNobodyOut(String start) throws IOException {
    try (Environment environment = Environment.start()) {
      List<Socket> idle = open(port(environment), 40, start);
      for (int i = 0; i < 3; i++) {
        assertThat(environment.sandbox().invoke("line " + i).succeeded()).isTrue();
      }
      assertThat(environment.shutdown().clean()).isTrue();
      assertThat(environment.sink().functionLines()).contains("line 0", "line 1", "line 2");
      close(idle);
    }
  }

  @Test
  void largeBodiesThatDoNotEndShutNobodyOut() throws IOException {
    try (Environment environment = Environment.start()) {
      List<Socket> slow = open(port(environment), 20, SLOW_HEAD);
      for (int i = 0; i < 3; i++) {
        assertThat(environment.sandbox().invoke("line " + i).succeeded()).isTrue();
      }
      assertThat(environment.shutdown().clean()).isTrue();
      assertThat(environment.sink().functionLines()).contains("line 0", "line 1", "line 2");
      close(slow);
    }
  }
}
