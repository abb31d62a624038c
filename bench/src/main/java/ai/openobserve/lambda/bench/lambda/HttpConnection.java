package ai.openobserve.lambda.bench.lambda;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The server side of one HTTP/1.1 connection, as simple as possible, since its cost is in every
/// figure. Used by one thread.
public final class HttpConnection implements Closeable {
  /// A request whose body has been read.
  public static final class Request {
    private final String method;
    private final String path;
    private final Map<String, String> headers;
    private final byte[] body;
    private final long receivedNanos;

    private Request(String[] line, Map<String, String> headers, byte[] body) {
      this.method = line[0];
      this.path = line[1];
      this.headers = headers;
      this.body = body;
      this.receivedNanos = System.nanoTime();
    }

    public String method() {
      return method;
    }

    public String path() {
      return path;
    }

    /// The value of a header, or the empty string.
    ///
    /// @param name in lower case
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /// Not a copy; only the handler uses it.
    public byte[] body() {
      return body;
    }

    /// When its last byte arrived, by [System#nanoTime].
    public long receivedNanos() {
      return receivedNanos;
    }
  }

  private static final int MOST_HEAD = 64 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  public HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    this.out = socket.getOutputStream();
  }

  /// The next request; empty if the peer has closed the connection.
  public Optional<Request> read() throws IOException {
    String head = head();
    if (head.isEmpty()) {
      return Optional.empty();
    }
    String[] lines = head.split("\r\n", -1);
    String[] first = lines[0].split(" ", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    return Optional.of(new Request(first, headers, body(headers)));
  }

  private String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < MOST_HEAD) {
      int one = in.read();
      if (one < 0) {
        return "";
      }
      head.append((char) one);
      int length = head.length();
      if (one == '\n' && length >= 4 && head.charAt(length - 3) == '\n') {
        return head.substring(0, length - 4);
      }
    }
    throw new IOException("A request's head has more than " + MOST_HEAD + " bytes");
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return chunks();
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("A body ended early");
    }
    return body;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int length = Integer.parseInt(line().strip(), 16);
      body.write(in.readNBytes(length));
      line();
      if (length == 0) {
        return body.toByteArray();
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int one = in.read(); one != '\n'; one = in.read()) {
      if (one < 0 || line.length() > MOST_HEAD) {
        throw new EOFException("A chunked body is broken");
      }
      line.append((char) one);
    }
    return line.toString();
  }

  /// Answers in one packet.
  ///
  /// @param headers complete lines, each with its line end
  public void answer(int status, String headers, String body) throws IOException {
    String text =
        "HTTP/1.1 "
            + status
            + " OK\r\n"
            + headers
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
