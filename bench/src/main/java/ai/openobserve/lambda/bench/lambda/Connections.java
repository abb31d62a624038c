package ai.openobserve.lambda.bench.lambda;

import ai.openobserve.lambda.bench.lambda.HttpConnection.Request;
import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A server on its own port with one thread per connection; one handler gets all requests.
public final class Connections implements Closeable {
  /// Answers one request.
  public interface Handler {
    void handle(Request request, HttpConnection connection) throws IOException;
  }

  private final ServerSocket server;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /// @param server already listening; determines whether connections use TLS
  public Connections(ServerSocket server, Handler handler) {
    this.server = server;
    this.handler = handler;
    Thread.ofPlatform().daemon().name("accept").start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofPlatform().daemon().name("connection").start(() -> serve(socket));
      } catch (IOException _) {
        // Closed, or the client was gone before it was accepted.
      }
    }
  }

  private void serve(Socket socket) {
    try (HttpConnection connection = new HttpConnection(socket)) {
      for (Optional<Request> request = connection.read();
          request.isPresent();
          request = connection.read()) {
        handler.handle(request.get(), connection);
      }
    } catch (IOException _) {
      // The peer is gone; a benchmark that waits for it notices by its own deadline.
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
