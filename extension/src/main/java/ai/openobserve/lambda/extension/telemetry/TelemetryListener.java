package ai.openobserve.lambda.extension.telemetry;

import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.http.Body;
import ai.openobserve.lambda.extension.http.Head;
import ai.openobserve.lambda.extension.http.MessageReader;
import ai.openobserve.lambda.extension.log.Log;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/// Receives telemetry: answers 200, to anything, and only then reads what it got.
///
/// Lambda has one POST under way at a time and buffers in between, so bodies are read one after
/// another, in the order in which they were answered. Only while the buffer is full and delivery
/// advances is an answer held, for a moment, which makes Lambda buffer for us.
public final class TelemetryListener implements Closeable {
  private static final int MOST_BODY_BYTES = 16 << 20;
  private static final int MOST_CONNECTIONS = 16;
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
  private final Semaphore connections = new Semaphore(MOST_CONNECTIONS);
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile boolean mayHold = true;

  /// Listens on a port that the system chooses (8080 and its like belong to users' own servers), on
  /// all interfaces, as Lambda asks.
  ///
  /// @param afterBody called whenever a body was read to its end
  public TelemetryListener(TelemetryReader reader, LogBuffer buffer, Runnable afterBody, Log log)
      throws IOException {
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

  /// Invocations overlap here: a held answer would hold back all of them.
  public void invocationsOverlap() {
    mayHold = false;
    reader.invocationsOverlap();
  }

  /// Accepts connections on a thread of its own until [#close].
  public void start() {
    Thread.ofPlatform().daemon().name("telemetry-accept").start(this::accept);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        if (connections.tryAcquire()) {
          Thread.ofPlatform().daemon().name("telemetry").start(() -> serve(socket));
        } else {
          socket.close();
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          log.debug("Accepting telemetry failed: " + e.getMessage());
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      MessageReader in = new MessageReader(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      Body body = new Body(MOST_BODY_BYTES);
      for (Head head = in.head(); head != null; head = in.head()) {
        if (head.headerIs("Expect", "100-continue")) {
          out.write(CONTINUE);
        }
        in.requestBody(head, body);
        take(body, out);
        if (head.closes()) {
          return;
        }
      }
    } catch (IOException e) {
      // The sender went away or sent no HTTP: Lambda sends again what was not answered.
      log.debug("A telemetry connection ended: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("A telemetry connection failed: " + e);
    } finally {
      connections.release();
    }
  }

  private void take(Body body, OutputStream out) throws IOException, InterruptedException {
    turn.lockInterruptibly();
    try {
      if (server.isClosed()) {
        throw new IOException("the listener is closed");
      }
      if (mayHold) {
        buffer.awaitRoom(body.length(), LONGEST_HOLD);
      }
      out.write(OK);
      if (body.overflowed()) {
        reader.unreadable("a body of more than " + MOST_BODY_BYTES + " bytes");
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
      reader.read(body, body.length);
    } finally {
      turn.unlock();
    }
    afterBody.run();
    return true;
  }

  /// Takes in nothing from now on; a body that is being read is read to its end first.
  @Override
  public void close() {
    turn.lock();
    try {
      server.close();
    } catch (IOException e) {
      log.debug("Closing the telemetry listener failed: " + e.getMessage());
    } finally {
      turn.unlock();
    }
  }
}
