package ai.openobserve.lambda.extension.testing;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A server that notes each request byte for byte and answers with the bytes it was given: for what
/// a real HTTP server would tidy up.
public final class RawServer implements Closeable {
  /// An answer after which the connection is closed, although the answer does not say so.
  public static final String THEN_CLOSE = "\0close";

  private final ServerSocket server;
  private final Thread accepting;
  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private int connections;
  private @Nullable Socket unanswered;

  public RawServer() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    accepting = Thread.ofPlatform().daemon().name("raw-server").start(this::accept);
  }

  public String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  public int port() {
    return server.getLocalPort();
  }

  /// Adds an answer; without one left, a request stays unanswered.
  public synchronized void answer(String raw) {
    answers.add(raw);
  }

  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  public synchronized int connections() {
    return connections;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        synchronized (this) {
          connections++;
        }
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (String request = read(in); !request.isEmpty(); request = read(in)) {
        String answer = take(request, socket);
        if (answer == null) {
          // Until the other side gives up.
          int end = in.read();
          assert end < 0;
          return;
        }
        if (write(answer, socket)) {
          return;
        }
      }
    } catch (IOException e) {
      // The other side went away.
    }
  }

  /// Whether the connection ends with it.
  private static boolean write(String answer, Socket socket) throws IOException {
    boolean close = answer.endsWith(THEN_CLOSE);
    String raw = close ? answer.substring(0, answer.length() - THEN_CLOSE.length()) : answer;
    socket.getOutputStream().write(raw.getBytes(StandardCharsets.UTF_8));
    return close;
  }

  /// Waits until a request has stayed unanswered: what is answered afterwards is for the next one.
  public synchronized Socket awaitUnanswered() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (unanswered == null) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("Every request was answered: " + requests);
      }
      wait(left);
    }
    return unanswered;
  }

  /// Answers the last request that has stayed unanswered.
  public void answerLate(String raw) throws IOException, InterruptedException {
    Socket socket = awaitUnanswered();
    if (write(raw, socket)) {
      socket.close();
    }
  }

  private synchronized @Nullable String take(String request, Socket socket) {
    requests.add(request);
    String answer = answers.poll();
    if (answer == null) {
      unanswered = socket;
      notifyAll();
    }
    return answer;
  }

  /// The whole request, or what there was of it at the end of the stream.
  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int left = Integer.MAX_VALUE;
    for (int b; left > 0 && (b = in.read()) >= 0; left--) {
      bytes.write(b);
      if (b == '\n' && left > 1 << 30) {
        String text = bytes.toString(StandardCharsets.UTF_8);
        if (text.endsWith("\r\n\r\n")) {
          left = contentLength(text) + 1;
        }
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int contentLength(String head) {
    return head.lines()
        .filter(line -> line.startsWith("Content-Length: "))
        .mapToInt(line -> Integer.parseInt(line.substring(16)))
        .findFirst()
        .orElse(0);
  }

  /// From its return on, connections are refused: until the accepting thread has left, the system
  /// keeps the port open.
  @Override
  public void close() throws IOException {
    server.close();
    try {
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
