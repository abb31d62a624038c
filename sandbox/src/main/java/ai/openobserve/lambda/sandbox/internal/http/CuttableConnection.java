package ai.openobserve.lambda.sandbox.internal.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// A server connection that knows its socket, so that it can be reset during a request.
final class CuttableConnection extends DefaultBHttpServerConnection {
  /// The server has a thread for every connection; a handler finds its own connection here.
  private static final ThreadLocal<CuttableConnection> CURRENT = new ThreadLocal<>();

  private final int number;
  private final Timeout idle;
  private volatile @Nullable Socket socket;

  CuttableConnection(String scheme, int number, Timeout idle) {
    super(scheme, Http1Config.DEFAULT);
    this.number = number;
    this.idle = idle;
  }

  /// The connection whose request the calling thread handles.
  static CuttableConnection current() {
    return CURRENT.get();
  }

  int number() {
    return number;
  }

  @Override
  public void bind(Socket plain) throws IOException {
    socket = plain;
    super.bind(plain);
  }

  @Override
  public void bind(SSLSocket tls, Socket plain) throws IOException {
    socket = plain;
    super.bind(tls, plain);
  }

  @Override
  public @Nullable ClassicHttpRequest receiveRequestHeader() throws HttpException, IOException {
    CURRENT.set(this);
    setSocketTimeout(idle);
    try {
      return super.receiveRequestHeader();
    } catch (SocketTimeoutException e) {
      // No request means a graceful close (FIN), as real servers end idle connections; an exception
      // would mean RST.
      return null;
    }
  }

  /// Resets the connection: with a linger time of zero the peer gets RST instead of FIN.
  void cut() {
    Socket cut = socket;
    if (cut == null) {
      return;
    }
    try {
      cut.setSoLinger(true, 0);
      cut.close();
    } catch (IOException e) {
      // Already closed.
    }
  }
}
