package ai.openobserve.lambda.extension;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// An OpenObserve that accepts everything, and finds it again, behind one kind of TLS.
final class TlsServer implements AutoCloseable {
  private static final String ANSWER =
      "{\"code\":200,\"status\":[{\"name\":\"default\",\"successful\":1,\"failed\":0}],"
          + "\"hits\":[{}]}";

  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Long> sessions = ConcurrentHashMap.newKeySet();
  private final SSLServerSocket server;

  private TlsServer(SSLServerSocket server) {
    this.server = server;
    Thread.ofPlatform().daemon().name("tls-server").start(this::accept);
  }

  /// A server with a key.
  ///
  /// @param protocol the only one it speaks
  static TlsServer start(ServerKey key, String protocol)
      throws IOException, GeneralSecurityException {
    return start(key, parameters -> parameters.setProtocols(new String[] {protocol}));
  }

  /// A server with a key, and with what it demands beyond the JDK's defaults.
  static TlsServer start(ServerKey key, Consumer<SSLParameters> settings)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(key.managers(), null, null);
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 16, InetAddress.getLoopbackAddress());
    SSLParameters parameters = server.getSSLParameters();
    settings.accept(parameters);
    server.setSSLParameters(parameters);
    return new TlsServer(server);
  }

  int port() {
    return server.getLocalPort();
  }

  /// Connections that carried a request.
  int connections() {
    return connections.get();
  }

  /// Sessions that these connections were of, by the time at which each began: one that is resumed
  /// keeps it.
  int sessions() {
    return sessions.size();
  }

  private void accept() {
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        serve(socket);
      } catch (IOException _) {
        // A client that refused the handshake, or the end.
      }
    }
  }

  /// One request a connection: the body is read to its end before the answer.
  private void serve(SSLSocket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int one = in.read();
      if (one < 0) {
        return;
      }
      head.append((char) one);
    }
    connections.incrementAndGet();
    sessions.add(socket.getSession().getCreationTime());
    in.skipNBytes(contentLength(head.toString()));
    String answer =
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
            + ANSWER.length()
            + "\r\n\r\n"
            + ANSWER;
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static long contentLength(String head) {
    String name = "content-length:";
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, name, 0, name.length()))
        .mapToLong(line -> Long.parseLong(line.substring(name.length()).strip()))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
