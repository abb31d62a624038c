package ai.openobserve.lambda.extension.delivery;

import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.config.ProxySettings;
import ai.openobserve.lambda.extension.credentials.Exchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/// The HTTP client and its connections. Thread-safe.
///
/// The client is created on first use, not at construction, so that it does not delay the start of
/// the user's function. It has no timeouts of its own: those would count frozen time, and end a
/// request whose answer is waiting in the socket. It speaks HTTP/1.1, so that a request that hangs,
/// or on which the server hangs up, does not affect others.
public final class Connections {
  /// Many releases of OpenObserve close idle connections after 5 s; a connection that we close
  /// first is never found dead.
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);

  private static final int IDLE_CONNECTIONS = 4;

  /// Enough for a secret of 64 KB with every character escaped.
  private static final int MOST_ANSWER_BYTES = 512 * 1024;

  private final ProxySettings proxy;
  private final Certificates certificates;
  private final ClientSockets sockets = new ClientSockets();
  private @Nullable OkHttpClient client;

  public Connections(Configuration configuration) {
    this.proxy = configuration.proxy();
    this.certificates = Certificates.of(configuration.certificateFile());
  }

  synchronized OkHttpClient client() throws IOException {
    OkHttpClient made = client;
    if (made == null) {
      made = build();
      client = made;
    }
    return made;
  }

  /// Whether the next request finds an open connection, as far as can be known without sending one.
  /// Closes the idle connections if the server has closed one of them, as a proxy does during a
  /// freeze.
  boolean isOpen() throws IOException {
    ConnectionPool pool = client().connectionPool();
    if (sockets.anyHasInput()) {
      pool.evictAll();
    }
    return pool.connectionCount() > 0;
  }

  /// Closes idle connections, if there are any.
  void closeIdle() {
    OkHttpClient made;
    synchronized (this) {
      made = client;
    }
    if (made != null) {
      made.connectionPool().evictAll();
    }
  }

  /// For requests to servers other than OpenObserve: rare, bounded, and over connections that are
  /// not kept. They use the client's certificates and sockets.
  ///
  /// @param way proxy for requests that leave the execution environment
  public Exchange exchange(ProxySettings way) {
    return request -> exchange(request, request.local() ? ProxySettings.DIRECT : way);
  }

  private Exchange.Answer exchange(Exchange.Request request, ProxySettings way) throws IOException {
    OkHttpClient.Builder builder =
        client().newBuilder().connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS));
    goThrough(way, builder);
    Request.Builder message =
        new Request.Builder()
            .url(HttpUrl.get(request.url().toString()))
            .header("User-Agent", "o2-lambda-extension");
    request.headers().forEach(message::header);
    if (!request.body().isEmpty()) {
      // As bytes: for text, OkHttp would add a charset to the content type, which is signed.
      message.post(RequestBody.create(request.body().getBytes(StandardCharsets.UTF_8)));
    }
    return new TimedCall(builder.build().newCall(message.build()), request.timeout())
        .run(response -> new Exchange.Answer(response.code(), bytes(response)));
  }

  private static byte[] bytes(Response response) throws IOException {
    Buffer body = new Buffer();
    while (response.body().source().read(body, MOST_ANSWER_BYTES) != -1) {
      if (body.size() > MOST_ANSWER_BYTES) {
        throw new IOException("the answer is over " + MOST_ANSWER_BYTES + " bytes");
      }
    }
    return body.readByteArray();
  }

  private OkHttpClient build() throws IOException {
    // A DNS answer from before a freeze must not be used for long after it.
    Security.setProperty("networkaddress.cache.ttl", "5");
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS))
            .protocols(List.of(Protocol.HTTP_1_1))
            .socketFactory(sockets)
            .connectTimeout(Duration.ZERO)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            // A redirected POST would arrive as a GET, and its records would be lost.
            .followRedirects(false);
    goThrough(proxy, builder);
    certificates.configure(builder);
    return builder.build();
  }

  private static void goThrough(ProxySettings proxy, OkHttpClient.Builder builder) {
    builder.proxyAuthenticator(Authenticator.NONE);
    if (proxy.isDirect()) {
      builder.proxy(Proxy.NO_PROXY);
      return;
    }
    builder.proxy(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
    ProxySettings.Login login = proxy.login();
    if (login != null) {
      String header = Credentials.basic(login.user(), login.password());
      builder.proxyAuthenticator((route, response) ->
          response.request().header("Proxy-Authorization") != null
              ? null
              : response.request().newBuilder().header("Proxy-Authorization", header).build());
    }
  }

  /// How requests are sent, for messages.
  @Override
  public String toString() {
    return proxy + ", " + certificates;
  }
}
