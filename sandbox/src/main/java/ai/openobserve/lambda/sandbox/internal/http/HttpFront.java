package ai.openobserve.lambda.sandbox.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ExceptionListener;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.HttpProcessors;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.HttpServerRequestHandler;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// An HTTP/1.1 server on 127.0.0.1 with a thread for every connection. Closing it resets the
/// connections that are open.
public final class HttpFront implements AutoCloseable {
  /// The settings of a server.
  ///
  /// @param port 0 for a free one
  /// @param tls empty for plain HTTP
  /// @param keepAlive how long an idle connection is kept open; zero for no limit
  public record Settings(int port, Optional<SSLContext> tls, Duration keepAlive) {
    /// Plain HTTP, connections kept open without limit.
    public static Settings plain(int port) {
      return new Settings(port, Optional.empty(), Duration.ZERO);
    }
  }

  private final HttpHandler handler;
  private final Timeout keepAlive;
  private final HttpServer server;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<CuttableConnection> open = ConcurrentHashMap.newKeySet();

  /// Starts listening.
  ///
  /// @throws IOException if the port is taken
  public HttpFront(Settings settings, HttpHandler handler) throws IOException {
    this.handler = handler;
    this.keepAlive = Timeout.of(settings.keepAlive());
    this.server =
        new HttpServer(
            settings.port(),
            new HttpService(HttpProcessors.server("sandbox"), new Dispatch()),
            InetAddress.getLoopbackAddress(),
            SocketConfig.custom().setTcpNoDelay(true).setSoReuseAddress(true).build(),
            null,
            new Connections(),
            settings.tls().orElse(null),
            null,
            ExceptionListener.NO_OP);
    server.start();
  }

  /// The port it listens on.
  public int port() {
    return server.getLocalPort();
  }

  /// How many connections were accepted so far.
  public int connections() {
    return connections.get();
  }

  /// Resets every open connection; the port stays open.
  public void cutConnections() {
    open.forEach(CuttableConnection::cut);
  }

  /// Closes the port and resets every open connection.
  @Override
  public void close() {
    server.initiateShutdown();
    cutConnections();
    server.close(CloseMode.IMMEDIATE);
  }

  private final class Connections implements HttpConnectionFactory<CuttableConnection> {
    @Override
    public CuttableConnection createConnection(Socket socket) throws IOException {
      CuttableConnection connection = create("http");
      connection.bind(socket);
      return connection;
    }

    @Override
    public CuttableConnection createConnection(SSLSocket tls, Socket plain) throws IOException {
      CuttableConnection connection = create("https");
      connection.bind(tls, plain);
      return connection;
    }

    private CuttableConnection create(String scheme) {
      open.removeIf(each -> !each.isOpen());
      var connection = new CuttableConnection(scheme, connections.incrementAndGet(), keepAlive);
      open.add(connection);
      return connection;
    }
  }

  private final class Dispatch implements HttpServerRequestHandler {
    @Override
    public void handle(ClassicHttpRequest request, ResponseTrigger trigger, HttpContext context)
        throws HttpException, IOException {
      CuttableConnection connection = CuttableConnection.current();
      try (ClassicHttpResponse response =
          response(handler.handle(exchange(request, connection)), connection)) {
        trigger.submitResponse(response);
      } catch (ConnectionCut e) {
        connection.cut();
        throw e;
      }
    }

    private HttpExchange exchange(ClassicHttpRequest request, CuttableConnection connection)
        throws IOException {
      Map<String, String> headers = new HashMap<>();
      for (Header header : request.getHeaders()) {
        headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
      }
      String path = request.getPath();
      int query = path.indexOf('?');
      @Nullable HttpEntity entity = request.getEntity();
      return new HttpExchange(
          request.getMethod(),
          query < 0 ? path : path.substring(0, query),
          query < 0 ? "" : path.substring(query + 1),
          headers,
          entity == null ? InputStream.nullInputStream() : entity.getContent(),
          entity == null ? 0 : entity.getContentLength(),
          connection);
    }

    private ClassicHttpResponse response(HttpAnswer answer, CuttableConnection connection) {
      ClassicHttpResponse response = new BasicClassicHttpResponse(answer.status());
      answer.headers().forEach(response::setHeader);
      response.setEntity(new AnswerEntity(answer, connection));
      return response;
    }
  }
}
