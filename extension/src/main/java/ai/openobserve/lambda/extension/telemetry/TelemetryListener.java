package ai.openobserve.lambda.extension.telemetry;

import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.http.Body;
import ai.openobserve.lambda.extension.http.Head;
import ai.openobserve.lambda.extension.http.MessageReader;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.time.Waiter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Receives telemetry: answers 200 to everything, and only then reads what it received.
///
/// Lambda has one POST under way at a time and buffers in between, so bodies are read one after
/// another, in the order in which they were answered. Only while the buffer is full and delivery
/// makes progress is an answer held back for a moment, which makes Lambda buffer for us.
public final class TelemetryListener implements Closeable {
  private static final int MOST_BODY_BYTES = 16 << 20;
  private static final int MOST_CONNECTIONS = 16;

  /// Room for one body of the largest size, and beside it one as Lambda sends them.
  private static final int MOST_BYTES_OF_BODIES = MOST_BODY_BYTES + (4 << 20);

  private static final RequestInput.Patience PATIENCE =
      new RequestInput.Patience(Duration.ofSeconds(5), Duration.ofSeconds(30));

  private static final Duration LONGEST_HOLD = Duration.ofMillis(200);
  private static final byte[] OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket server;
  private final TelemetryReader reader;
  private final LogBuffer buffer;
  private final Runnable afterBody;
  private final Log log;
  private final Connections connections;
  private final RequestInput.Patience patience;
  private final LongSupplier nanos;
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile boolean mayHold = true;

  /// Listens on a port that the system chooses (8080 and the like belong to users' own servers), on
  /// all interfaces, as Lambda requires.
  ///
  /// @param afterBody called whenever a body was read to its end
  public TelemetryListener(
      TelemetryReader reader, LogBuffer buffer, Runnable afterBody, LongSupplier nanos, Log log)
      throws IOException {
    this(reader, buffer, afterBody, PATIENCE, nanos, log);
  }

  TelemetryListener(
      TelemetryReader reader,
      LogBuffer buffer,
      Runnable afterBody,
      RequestInput.Patience patience,
      LongSupplier nanos,
      Log log)
      throws IOException {
    this.patience = patience;
    this.nanos = nanos;
    this.connections =
        new Connections(MOST_CONNECTIONS, MOST_BYTES_OF_BODIES, Waiter.THREAD, nanos);
    this.reader = reader;
    this.buffer = buffer;
    this.afterBody = afterBody;
    this.log = log;
    this.server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[4]), 0));
  }

  public int port() {
    return server.getLocalPort();
  }

  /// Call it if invocations overlap: a held answer would hold back all of them.
  public void invocationsOverlap() {
    mayHold = false;
    reader.invocationsOverlap();
  }

  /// Bytes of memory that the bodies of all connections take together.
  int bytesOfBodies() {
    return connections.usedBytes();
  }

  /// Accepts connections on a thread of its own until [#close].
  public void start() {
    Thread.ofPlatform().daemon().name("telemetry-accept").start(this::accept);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        accepted(server.accept());
      } catch (IOException e) {
        if (!server.isClosed()) {
          log.debug("Accepting telemetry failed: " + e.getMessage());
        }
      }
    }
  }

  private void accepted(Socket socket) throws IOException {
    Connections.Connection connection = connections.admit(socket);
    if (connection == null) {
      socket.close();
      return;
    }
    try {
      Thread.ofPlatform().daemon().name("telemetry").start(() -> serve(connection));
    } catch (OutOfMemoryError e) {
      // No memory for another thread: Lambda retries, and by then there may be some.
      log.error("A telemetry connection was refused: " + e.getMessage());
      connection.left();
      socket.close();
    }
  }

  private void serve(Connections.Connection connection) {
    try (Socket socket = connection.socket()) {
      socket.setTcpNoDelay(true);
      RequestInput input = new RequestInput(socket, patience, nanos);
      MessageReader in = new MessageReader(input);
      Body body = new Body(MOST_BODY_BYTES, connection);
      boolean open = true;
      while (open && in.awaitMessage()) {
        input.messageBegins();
        connection.receiving();
        open = receive(in, body, connection);
        input.messageEnds();
        connection.idle();
      }
    } catch (IOException e) {
      // The sender went away, was too slow, or did not speak HTTP: Lambda resends what was not
      // answered.
      log.debug("A telemetry connection ended: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | OutOfMemoryError e) {
      log.error("A telemetry connection failed: " + e);
    } finally {
      connection.left();
    }
  }

  /// Receives one message; false if the connection ends with it.
  private boolean receive(MessageReader in, Body body, Connections.Connection connection)
      throws IOException, InterruptedException {
    Head head = in.head();
    if (head == null) {
      return false;
    }
    OutputStream out = connection.socket().getOutputStream();
    if (head.headerIs("Expect", "100-continue")) {
      out.write(CONTINUE);
    }
    in.requestBody(head, body);
    connection.received();
    take(body, out);
    body.clear();
    return !head.closes();
  }

  private void take(Body body, OutputStream out) throws IOException, InterruptedException {
    turn.lockInterruptibly();
    try {
      if (server.isClosed()) {
        throw new IOException("the listener is closed");
      }
      if (mayHold) {
        buffer.holds().awaitRoom(body.length(), LONGEST_HOLD);
      }
      out.write(OK);
      if (body.overflowed()) {
        reader.unreadable("a body of more than " + MOST_BODY_BYTES + " bytes", 1);
      } else if (body.length() > 0) {
        reader.read(body.bytes(), body.length());
        afterBody.run();
      }
    } finally {
      turn.unlock();
    }
  }

  /// Reads a body of our own as if Lambda had sent it, unless one of Lambda's is being read.
  ///
  /// @return whether it was read
  public boolean offer(byte[] body) {
    if (!turn.tryLock()) {
      return false;
    }
    try {
      reader.readOwn(body);
    } finally {
      turn.unlock();
    }
    afterBody.run();
    return true;
  }

  /// Accepts nothing from now on; a body that is being read is read to its end first.
  @Override
  public void close() {
    turn.lock();
    try {
      server.close();
      reader.close();
    } catch (IOException e) {
      log.debug("Closing the telemetry listener failed: " + e.getMessage());
    } finally {
      turn.unlock();
    }
  }
}
