package ai.openobserve.lambda.extension.delivery;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// One request that can be watched on its way, so that a failure or a silence can be attributed to
/// a stage. Its own lock guards its state.
public final class Visit {
  /// How far the request has got.
  public enum Stage {
    BEGUN,
    /// The TCP connection is established, through the proxy if there is one; TLS begins.
    CONNECTED,
    /// The peer's certificate was verified.
    SECURED,
    ANSWERED
  }

  /// The result of waiting for a stage.
  public sealed interface Progress {}

  /// The stage was reached.
  public record Reached() implements Progress {}

  /// The request failed before it reached the stage.
  public record Failed(IOException cause) implements Progress {}

  /// The stage was not reached in time; the request is still at this one.
  public record Silent(Stage stage) implements Progress {}

  /// A response, its text truncated to what a person or a small parser needs.
  ///
  /// @param contentType, date, location the headers, or empty
  public record Reply(int status, String contentType, String date, String location, String text) {}

  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Witness witness = new Witness();
  private Stage stage = Stage.BEGUN;
  private String protocol = "";
  private @Nullable IOException failure;
  private @Nullable Reply reply;

  Visit(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// Waits until the request has reached the stage or failed, at most for this long.
  public Progress await(Stage wanted, Duration most) throws InterruptedException {
    long end = nanos.getAsLong() + most.toNanos();
    lock.lockInterruptibly();
    try {
      while (stage.compareTo(wanted) < 0 && failure == null) {
        long left = end - nanos.getAsLong();
        if (left <= 0) {
          return new Silent(stage);
        }
        var _ = changed.awaitNanos(left);
      }
      return failure != null && stage.compareTo(wanted) < 0 ? new Failed(failure) : new Reached();
    } finally {
      lock.unlock();
    }
  }

  public Stage stage() {
    lock.lock();
    try {
      return stage;
    } finally {
      lock.unlock();
    }
  }

  /// The response, null before [Stage#ANSWERED].
  public @Nullable Reply reply() {
    lock.lock();
    try {
      return reply;
    } finally {
      lock.unlock();
    }
  }

  /// The version of TLS, empty before [Stage#SECURED].
  public String protocol() {
    lock.lock();
    try {
      return protocol;
    } finally {
      lock.unlock();
    }
  }

  /// The certificate that the server has shown, verified or not; null if none.
  public @Nullable Peer peer() {
    return witness.peer();
  }

  void run(OkHttpClient client, Request request) throws IOException {
    try (Response response = watched(client).newCall(request).execute()) {
      Reply read =
          new Reply(
              response.code(),
              header(response, "Content-Type"),
              header(response, "Date"),
              header(response, "Location"),
              Answers.text(response));
      advance(Stage.ANSWERED, "", read);
    }
  }

  void failed(IOException cause) {
    lock.lock();
    try {
      failure = cause;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void advance(Stage reached, String tls, @Nullable Reply answer) {
    lock.lock();
    try {
      stage = reached;
      protocol = tls.isEmpty() ? protocol : tls;
      reply = answer;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static String header(Response response, String name) {
    String value = response.header(name);
    return value == null ? "" : value;
  }

  /// The client with a listener, and with a trust manager that remembers the server's certificate.
  private OkHttpClient watched(OkHttpClient client) throws IOException {
    OkHttpClient.Builder builder = client.newBuilder().eventListener(new Listener());
    X509TrustManager trust = client.x509TrustManager();
    if (trust != null) {
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        X509TrustManager watching = witness.of(trust);
        context.init(null, new TrustManager[] {watching}, null);
        builder.sslSocketFactory(context.getSocketFactory(), watching);
      } catch (GeneralSecurityException e) {
        throw new IOException("TLS is not available", e);
      }
    }
    return builder.build();
  }

  private final class Listener extends EventListener {
    @Override
    public void secureConnectStart(Call call) {
      advance(Stage.CONNECTED, "", null);
    }

    @Override
    public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
      advance(Stage.SECURED, handshake == null ? "TLS" : handshake.tlsVersion().javaName(), null);
    }
  }
}
