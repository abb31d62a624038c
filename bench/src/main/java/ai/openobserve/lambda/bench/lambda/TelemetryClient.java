package ai.openobserve.lambda.bench.lambda;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Posts telemetry to an extension as Lambda does, one body after another on one connection.
public final class TelemetryClient implements Closeable {
  private final Socket socket;
  private final InputStream in;
  private final String path;

  /// @param destination as the extension subscribed with it
  public TelemetryClient(URI destination) throws IOException {
    // Its host is Lambda's name for the environment, which is this machine.
    this.socket = new Socket(InetAddress.getLoopbackAddress(), destination.getPort());
    this.socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.path = destination.getRawPath().isEmpty() ? "/" : destination.getRawPath();
  }

  /// Posts a body and waits for the answer.
  ///
  /// @throws IOException if the answer is not 200
  public void post(byte[] body) throws IOException {
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: sandbox.localdomain\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[first.length + body.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(body, 0, all, first.length, body.length);
    socket.getOutputStream().write(all);
    String answer = head();
    if (!answer.startsWith("HTTP/1.1 200")) {
      throw new IOException("The extension answered telemetry with " + answer.lines().findFirst());
    }
  }

  private String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int one = in.read();
      if (one < 0 || head.length() > 8192) {
        throw new EOFException("The extension closed its telemetry port");
      }
      head.append((char) one);
    }
    in.skipNBytes(length(head.toString()));
    return head.toString();
  }

  private static long length(String head) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
        .mapToLong(line -> Long.parseLong(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
