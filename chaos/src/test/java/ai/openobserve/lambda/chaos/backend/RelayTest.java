package ai.openobserve.lambda.chaos.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.chaos.plan.Mood;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The backend's moods on the wire.
@Timeout(60)
class RelayTest {
  private static final int PATIENCE_MS = 20_000;

  /// For what must not come: too short never fails a test.
  private static final int A_MOMENT_MS = 100;

  private static final String REQUEST = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";

  private final Backend backend;
  private final int port;

  RelayTest() throws IOException {
    backend = new Backend(false);
    port = URI.create(backend.url()).getPort();
  }

  @AfterEach
  void close() throws IOException {
    backend.close();
  }

  private Socket connect(int timeoutMs) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeoutMs);
    socket.setSoTimeout(timeoutMs);
    return socket;
  }

  private static void send(Socket socket) throws IOException {
    socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
  }

  private static String read(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
  }

  /// One request and its answer; a connection that ends without one has failed too.
  private void exchange() throws IOException {
    try (Socket socket = connect(PATIENCE_MS)) {
      send(socket);
      if (read(socket, 1).isEmpty()) {
        throw new EOFException("No answer");
      }
    }
  }

  @Test
  void passesOnWhereAllIsWell() throws IOException {
    assertPasses();
  }

  private void assertPasses() throws IOException {
    try (Socket socket = connect(PATIENCE_MS)) {
      send(socket);
      assertThat(read(socket, 15)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void refusesAndComesBack() throws IOException {
    backend.turn(new Mood.Down());
    assertThatThrownBy(this::exchange).isInstanceOf(IOException.class);
    backend.turn(new Mood.Healthy());
    assertPasses();
  }

  @Test
  void letsConnectionsWait() throws IOException {
    backend.turn(new Mood.HangsAtConnect());
    assertThatThrownBy(() -> connect(A_MOMENT_MS)).isInstanceOf(SocketTimeoutException.class);
    backend.turn(new Mood.Healthy());
    assertPasses();
  }

  @Test
  void acceptsAndSaysNothingUntilItIsWellAgain() throws IOException {
    backend.turn(new Mood.HangsAfterAccept());
    try (Socket socket = connect(PATIENCE_MS)) {
      send(socket);
      socket.setSoTimeout(A_MOMENT_MS);
      assertThatThrownBy(() -> read(socket, 1)).isInstanceOf(SocketTimeoutException.class);
      backend.turn(new Mood.Healthy());
      socket.setSoTimeout(PATIENCE_MS);
      assertThat(read(socket, 15)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void stopsInTheMiddleOfAnAnswer() throws IOException {
    backend.turn(new Mood.HangsMidAnswer());
    try (Socket socket = connect(PATIENCE_MS)) {
      send(socket);
      assertThat(read(socket, 60)).startsWith("HTTP/1.1 200 OK");
      socket.setSoTimeout(A_MOMENT_MS);
      assertThatThrownBy(() -> read(socket, 1)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void tricklesTheWholeAnswer() throws IOException {
    backend.turn(new Mood.Trickles(Duration.ofMillis(1)));
    try (Socket socket = connect(PATIENCE_MS)) {
      send(socket);
      assertThat(read(socket, 100)).startsWith("HTTP/1.1 200 OK").hasSize(100);
    }
  }

  @Test
  void cutsConnectionsByAResetOrSilently() throws IOException {
    try (Socket reset = connect(PATIENCE_MS)) {
      send(reset);
      read(reset, 15);
      backend.cut(false);
      assertThatThrownBy(() -> reset.getInputStream().readAllBytes())
          .isInstanceOf(IOException.class);
    }
    try (Socket silent = connect(PATIENCE_MS)) {
      send(silent);
      read(silent, 15);
      backend.cut(true);
      silent.setSoTimeout(A_MOMENT_MS);
      send(silent);
      assertThatThrownBy(() -> silent.getInputStream().readAllBytes())
          .isInstanceOf(SocketTimeoutException.class);
    }
    assertPasses();
  }

  @Test
  void aRelayThatRefusesConnectionsKeepsItsPort() throws IOException {
    try (Relay refusing = new Relay(port)) {
      refusing.behave(new Manner.Refuses());
      Iterator<Integer> taken = List.of(refusing.port(), refusing.port(), freePort()).iterator();
      try (Relay other = new Relay(port, taken::next)) {
        assertThat(other.port()).isNotEqualTo(refusing.port());
      }
    }
  }

  @Test
  void aRelayThatIsClosedGivesItsPortBack() throws IOException {
    int free = freePort();
    new Relay(port, () -> free).close();
    try (Relay next = patientlyOn(free)) {
      assertThat(next.port()).isEqualTo(free);
    }
  }

  /// The kernel keeps a closed port until the accepting thread has left its call.
  private Relay patientlyOn(int wanted) throws IOException {
    while (true) {
      try {
        return new Relay(port, () -> wanted);
      } catch (BindException e) {
        Thread.onSpinWait();
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
