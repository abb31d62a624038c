package ai.openobserve.lambda.extension.delivery;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.config.Compression;
import ai.openobserve.lambda.extension.config.Configuration;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.Security;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/// OpenObserve's [ingestion API](https://openobserve.ai/docs/api/ingestion/logs/json/): one
/// request, one outcome. Thread-safe.
///
/// The HTTP client is made at the first use, not at construction, so that it costs the start of the
/// user's function nothing.
public final class OpenObserveClient {
  /// Many releases close idle connections after 5 s; a connection that we drop first is never found
  /// dead.
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);

  private static final int MOST_ANSWER_BYTES = 64 * 1024;
  private static final int IDLE_CONNECTIONS = 4;

  private final Configuration configuration;
  private final ProxySettings proxy;
  private final Certificates certificates;
  private volatile Compression compression;
  private @Nullable OkHttpClient client;

  public OpenObserveClient(
      Configuration configuration, ProxySettings proxy, Certificates certificates) {
    this.configuration = configuration;
    this.proxy = proxy;
    this.certificates = certificates;
    this.compression = configuration.compression();
  }

  /// Sends the batch once.
  ///
  /// @param timeout for the whole request, from connecting to the end of the answer
  public Outcome send(Batch batch, Duration timeout) {
    return send(new EncodedBatch(batch), timeout);
  }

  Outcome send(EncodedBatch batch, Duration timeout) {
    Request.Builder request =
        request("/api/" + configuration.organizationId() + "/" + configuration.stream() + "/_json")
            .header("Authorization", configuration.authorization().header());
    batch.body(compression).postBy(request);
    try (Response response = call(request.build(), timeout).execute()) {
      return outcome(response, batch.records());
    } catch (IOException e) {
      return new Outcome.Unavailable(words(e), Duration.ZERO);
    }
  }

  /// Opens a connection ahead of need, where none is open. Its failure is not ours to report: the
  /// delivery that follows will.
  public void warmUp(Duration timeout) {
    try {
      if (client().connectionPool().connectionCount() == 0) {
        call(request("/healthz").build(), timeout).execute().close();
      }
    } catch (IOException e) {
      // See above.
    }
  }

  /// How requests go out, for people.
  public String route() {
    return proxy + ", " + certificates;
  }

  /// The status of a GET, for the health check.
  public int get(String path, boolean authorized, Duration timeout) throws IOException {
    Request.Builder request = request(path);
    if (authorized) {
      request.header("Authorization", configuration.authorization().header());
    }
    try (Response response = call(request.build(), timeout).execute()) {
      return response.code();
    }
  }

  private Request.Builder request(String path) {
    return new Request.Builder()
        .url(HttpUrl.get(configuration.endpoint() + path))
        .header("User-Agent", "o2-lambda-extension");
  }

  private Call call(Request request, Duration timeout) throws IOException {
    Call call = client().newCall(request);
    call.timeout().timeout(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
    return call;
  }

  private synchronized OkHttpClient client() throws IOException {
    OkHttpClient made = client;
    if (made == null) {
      made = build();
      client = made;
    }
    return made;
  }

  private OkHttpClient build() throws IOException {
    // An answer from before a freeze must not be used for long after it.
    Security.setProperty("networkaddress.cache.ttl", "5");
    Duration timeout = configuration.requestTimeout();
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS))
            .connectTimeout(timeout)
            .readTimeout(timeout)
            .writeTimeout(timeout)
            // A redirected POST would arrive as a GET, and its records nowhere.
            .followRedirects(false);
    proxy.configure(builder);
    certificates.configure(builder);
    return builder.build();
  }

  private Outcome outcome(Response response, int records) throws IOException {
    int status = response.code();
    IngestionAnswer answer = IngestionAnswer.of(text(response));
    return switch (status) {
      case 200, 201, 202, 204 -> accepted(answer, records);
      case 400 -> new Outcome.Malformed(reason(response, answer));
      case 413 -> new Outcome.TooLarge();
      case 415 -> unsupported(response, answer);
      default ->
          status == 408 || status == 425 || status == 429 || status >= 500
              ? new Outcome.Unavailable(
                  "status " + status + ": " + reason(response, answer),
                  RetryAfter.of(response.header("Retry-After")))
              : new Outcome.Refused(status, reason(response, answer));
    };
  }

  private Outcome accepted(IngestionAnswer answer, int records) {
    if (!answer.hasStatus()) {
      return new Outcome.Accepted(records, 0, "");
    }
    int stored = Math.clamp(answer.successful(), 0, records);
    return new Outcome.Accepted(stored, records - stored, safe(answer.message()));
  }

  private Outcome unsupported(Response response, IngestionAnswer answer) {
    if (compression == Compression.NONE) {
      return new Outcome.Refused(415, reason(response, answer));
    }
    compression = Compression.NONE;
    return new Outcome.Unavailable("gzip is not supported, sending uncompressed", Duration.ZERO);
  }

  /// The status in words and what the server says.
  private String reason(Response response, IngestionAnswer answer) {
    String said =
        response.isRedirect()
            ? "redirects to " + response.header("Location") + ", set O2_ENDPOINT to that server"
            : answer.message();
    String safe = safe(said);
    String words = StatusWords.of(response.code());
    return safe.isBlank() || safe.equalsIgnoreCase(words) ? words : words + " (" + safe + ")";
  }

  /// What a server says, bounded and in one line; one that repeats our credential, with or without
  /// its scheme, does not get it into the log.
  private String safe(String said) {
    String header = configuration.authorization().header();
    String credential = header.substring(header.indexOf(' ') + 1).strip();
    String hidden = said.replace(credential, "(hidden)");
    String line = hidden.substring(0, Math.min(300, hidden.length()));
    return line.replace('\n', ' ').replace('\r', ' ');
  }

  private static String text(Response response) throws IOException {
    Buffer start = new Buffer();
    while (start.size() < MOST_ANSWER_BYTES
        && response.body().source().read(start, MOST_ANSWER_BYTES - start.size()) != -1) {
      // Reads on.
    }
    return start.readUtf8();
  }

  /// A failure in the words that people search for.
  static String words(IOException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return switch (e) {
      case InterruptedIOException timeout -> "Request timeout";
      case UnknownHostException unknown -> "Unknown host: " + message;
      case ConnectException refused -> "Connection failed: " + message;
      case SSLException tls -> "TLS failed: " + message;
      default -> message;
    };
  }
}
