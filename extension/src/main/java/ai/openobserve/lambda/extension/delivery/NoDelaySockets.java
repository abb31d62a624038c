package ai.openobserve.lambda.extension.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/// Sockets with TCP_NODELAY, which OkHttp leaves off. In TLS 1.3 the client's last handshake
/// messages and its request are small writes; without the option they wait for the peer's delayed
/// acknowledgement, 40 ms for every new connection. TLS and proxies are layered on these sockets.
/// Thread-safe.
final class NoDelaySockets extends SocketFactory {
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /// Whether bytes wait in one of the sockets. On an idle connection that is the peer's good-bye:
  /// TLS says `close_notify` before it closes. A closed connection without TLS shows nothing here;
  /// to replace it takes a round trip and no handshake.
  boolean anyHasInput() {
    open.removeIf(Socket::isClosed);
    for (Socket socket : open) {
      try {
        if (socket.isConnected() && socket.getInputStream().available() > 0) {
          return true;
        }
      } catch (IOException _) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    open.removeIf(Socket::isClosed);
    open.add(socket);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), localHost, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(address, port), localAddress, localPort);
  }

  private Socket connected(InetSocketAddress remote) throws IOException {
    Socket socket = createSocket();
    socket.connect(remote);
    return socket;
  }

  private Socket connected(InetSocketAddress remote, InetAddress local, int localPort)
      throws IOException {
    Socket socket = createSocket();
    socket.bind(new InetSocketAddress(local, localPort));
    socket.connect(remote);
    return socket;
  }
}
