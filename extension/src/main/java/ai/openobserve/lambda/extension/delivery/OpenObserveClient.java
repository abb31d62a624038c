package ai.openobserve.lambda.extension.delivery;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.config.Authorization;
import ai.openobserve.lambda.extension.config.Compression;
import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.credentials.AuthorizationSource;
import ai.openobserve.lambda.extension.credentials.Credential;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// OpenObserve's [ingestion API](https://openobserve.ai/docs/api/ingestion/logs/json/): one
/// request, one outcome. Thread-safe.
public final class OpenObserveClient implements Sender {
  private static final Outcome NOTHING = new Outcome.Accepted(0, 0, "");

  private final Configuration configuration;
  private final AuthorizationSource credentials;
  private final Connections connections;
  private final InstantSource clock;
  private volatile Compression compression;

  public OpenObserveClient(
      Configuration configuration,
      AuthorizationSource credentials,
      Connections connections,
      InstantSource clock) {
    this.clock = clock;
    this.configuration = configuration;
    this.credentials = credentials;
    this.connections = connections;
    this.compression = configuration.compression();
  }

  @Override
  public Attempt deliver(Batch batch) {
    return new Exchange(batch, Duration.ZERO);
  }

  /// Delivers the batch on the calling thread.
  ///
  /// @param timeout for the whole request, from connecting to the end of the answer
  public Outcome send(Batch batch, Duration timeout) {
    return new Exchange(batch, timeout).run();
  }

  @Override
  public Attempt warmUp() {
    return new Exchange(null, Duration.ZERO);
  }

  @Override
  public void closeIdleConnections() {
    connections.closeIdle();
  }

  /// How requests are sent, for messages.
  public String route() {
    return connections.toString();
  }

  private Request.Builder request(String path) {
    return new Request.Builder()
        .url(HttpUrl.get(configuration.endpoint() + path))
        .header("User-Agent", "o2-lambda-extension");
  }

  private String path(Batch batch) {
    String inOrganization = batch.destination().path();
    return "/api/"
        + configuration.organizationId()
        + (inOrganization.isEmpty() ? "/" + configuration.stream() + "/_json" : inOrganization);
  }

  private Outcome gzipUnsupported(Response response, Outcome otherwise) {
    if (response.code() != 415 || compression == Compression.NONE) {
      return otherwise;
    }
    compression = Compression.NONE;
    return new Outcome.Unavailable("gzip is not supported, sending uncompressed", Duration.ZERO);
  }

  /// One request that delivers a batch or, without one, opens a connection.
  private final class Exchange implements Attempt {
    private final @Nullable Batch batch;
    private final Duration timeout;
    private @Nullable Call call;
    private boolean cancelled;

    /// @param timeout zero for none
    Exchange(@Nullable Batch batch, Duration timeout) {
      this.batch = batch;
      this.timeout = timeout;
    }

    @Override
    public Outcome run() {
      try {
        return batch == null ? connect() : deliver(batch);
      } catch (IOException e) {
        return Answers.failed(e);
      }
    }

    /// Also reads the credential if that is still to be done, while the function is busy anyway.
    private Outcome connect() throws IOException {
      var _ = credentials.current();
      if (!connections.isOpen()) {
        started(request("/healthz").build()).execute().close();
      }
      return NOTHING;
    }

    private Outcome deliver(Batch records) throws IOException {
      return switch (credentials.current()) {
        case Credential.Missing missing ->
            new Outcome.Unavailable(
                credentials.variable() + " cannot be read", missing.retryAfter());
        case Credential.Ready(Authorization authorization) -> deliver(records, authorization);
      };
    }

    /// A refused credential may be outdated: if there is a newer one, the request is repeated with
    /// it.
    private Outcome deliver(Batch records, Authorization authorization) throws IOException {
      Outcome outcome = post(records, authorization);
      return isRefusal(outcome)
              && credentials.refused(authorization)
              && credentials.current() instanceof Credential.Ready(Authorization newer)
          ? post(records, newer)
          : outcome;
    }

    private static boolean isRefusal(Outcome outcome) {
      return outcome instanceof Outcome.Refused refused
          && (refused.status() == 401 || refused.status() == 403);
    }

    private Outcome post(Batch records, Authorization authorization) throws IOException {
      Request.Builder request =
          request(path(records)).header("Authorization", authorization.header());
      BatchBody.of(records, compression, clock.instant()).postBy(request);
      try (Response response = started(request.build()).execute()) {
        return gzipUnsupported(response, Answers.of(response, records.records(), authorization));
      }
    }

    private synchronized Call started(Request request) throws IOException {
      if (cancelled) {
        throw new IOException("cancelled before it started");
      }
      Call made = connections.client().newCall(request);
      made.timeout().timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
      call = made;
      return made;
    }

    @Override
    public void cancel() {
      Call underWay;
      synchronized (this) {
        cancelled = true;
        underWay = call;
      }
      if (underWay != null) {
        underWay.cancel();
      }
    }
  }
}
