package ai.openobserve.lambda.extension.lambda;

import ai.openobserve.lambda.extension.http.Body;
import ai.openobserve.lambda.extension.http.Head;
import ai.openobserve.lambda.extension.http.MessageReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One kept-alive connection to the Runtime API. Calls are made one after another by one thread.
///
/// A plain socket, because calls before the first `/next` must not load an HTTP library: the start
/// of the user's function waits for them.
final class LocalConnection implements Closeable {
  private static final int MOST_ANSWER_BYTES = 8 << 20;

  private final String host;
  private final int port;
  private final Duration connectTimeout;
  private final Body body = new Body(MOST_ANSWER_BYTES);
  private @Nullable Socket socket;
  private @Nullable MessageReader reader;

  /// @param address `host:port`, as in AWS_LAMBDA_RUNTIME_API
  LocalConnection(String address, Duration connectTimeout) {
    int colon = address.lastIndexOf(':');
    this.host = colon < 0 ? address : address.substring(0, colon);
    this.port = colon < 0 ? 80 : Integer.parseInt(address, colon + 1, address.length(), 10);
    this.connectTimeout = connectTimeout;
  }

  private LocalConnection(String host, int port, Duration connectTimeout) {
    this.host = host;
    this.port = port;
    this.connectTimeout = connectTimeout;
  }

  /// Another connection to the same API.
  LocalConnection another() {
    return new LocalConnection(host, port, connectTimeout);
  }

  /// Makes a call and waits for its answer, without limit if `timeout` is zero. A connection that
  /// went stale since the last call is replaced once.
  Answer call(String method, String path, String headers, byte[] content, Duration timeout)
      throws IOException {
    Answer answer = tryCall(method, path, headers, content, timeout);
    if (answer == null) {
      close();
      throw new SocketTimeoutException("Read timed out");
    }
    return answer;
  }

  /// Like [#call], but null if the answer takes longer than `timeout`; [#awaitAnswer] then
  /// continues to wait.
  @Nullable Answer tryCall(
      String method, String path, String headers, byte[] content, Duration timeout)
      throws IOException {
    boolean fresh = socket == null;
    try {
      return attempt(method, path, headers, content, timeout);
    } catch (StaleConnection e) {
      close();
      if (fresh) {
        throw e;
      }
      return attempt(method, path, headers, content, timeout);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /// Continues to wait for the answer to a call; null if it still takes longer.
  @Nullable Answer awaitAnswer(Duration timeout) throws IOException {
    Socket open = socket;
    MessageReader in = reader;
    if (open == null || in == null) {
      throw new EOFException("not connected");
    }
    try {
      open.setSoTimeout((int) timeout.toMillis());
      return answer(in);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private @Nullable Answer attempt(
      String method, String path, String headers, byte[] content, Duration timeout)
      throws IOException {
    MessageReader in = connected(timeout);
    try {
      send(method, path, headers, content);
    } catch (IOException e) {
      throw new StaleConnection(e);
    }
    return answer(in);
  }

  private @Nullable Answer answer(MessageReader in) throws IOException {
    Head head;
    try {
      if (!hasBegun(in)) {
        return null;
      }
      head = in.head();
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      throw new StaleConnection(e);
    }
    if (head == null) {
      throw new StaleConnection(new EOFException("The Runtime API closed the connection"));
    }
    in.responseBody(head, body);
    Answer answer = new Answer(head, body.text());
    if (head.closes()) {
      close();
    }
    return answer;
  }

  /// Whether an answer begins, or the connection ends, before the time is up.
  private static boolean hasBegun(MessageReader in) throws IOException {
    try {
      boolean _ = in.awaitMessage();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private MessageReader connected(Duration timeout) throws IOException {
    if (socket == null || reader == null) {
      Socket opened = new Socket();
      socket = opened;
      opened.setTcpNoDelay(true);
      opened.connect(new InetSocketAddress(host, port), (int) connectTimeout.toMillis());
      reader = new MessageReader(opened.getInputStream());
    }
    socket.setSoTimeout((int) timeout.toMillis());
    return reader;
  }

  private void send(String method, String path, String headers, byte[] content) throws IOException {
    if (socket == null) {
      throw new EOFException("not connected");
    }
    byte[] head =
        (method
                + " "
                + path
                + " HTTP/1.1\r\nHost: "
                + host
                + ":"
                + port
                + "\r\n"
                + headers
                + "Content-Length: "
                + content.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] message = new byte[head.length + content.length];
    System.arraycopy(head, 0, message, 0, head.length);
    System.arraycopy(content, 0, message, head.length, content.length);
    OutputStream out = socket.getOutputStream();
    out.write(message);
  }

  /// Usable again afterwards: the next call reconnects.
  @Override
  public void close() {
    Socket open = socket;
    socket = null;
    reader = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It is not used again anyway.
      }
    }
  }

  /// An answer with its whole body.
  record Answer(Head head, String body) {}

  /// The connection ended before the first byte of an answer, so that the call may be repeated.
  private static final class StaleConnection extends IOException {
    StaleConnection(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
