package ai.openobserve.lambda.extension.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/// The sockets of the HTTP client, also those beneath TLS and proxies. They set TCP_NODELAY, which
/// OkHttp does not: in TLS 1.3 the client's last handshake messages and its request are small
/// writes, which would wait for the peer's delayed acknowledgement, 40 ms for every new connection.
/// Thread-safe.
final class ClientSockets extends SocketFactory {
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /// Whether one of the sockets has unread bytes. On an idle connection that is the peer's
  /// `close_notify`, which TLS sends before it closes. A closed plain connection shows nothing
  /// here; replacing it takes one round trip and no handshake.
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
