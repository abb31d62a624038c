package ai.openobserve.lambda.extension.delivery;

import ai.openobserve.lambda.extension.config.Authorization;
import ai.openobserve.lambda.extension.config.Configuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/// Requests for the health check, sent as records are: same proxy, same certificates, same
/// verification.
public final class Visits {
  private final Configuration configuration;
  private final Connections connections;
  private final LongSupplier nanos;

  public Visits(Configuration configuration, Connections connections, LongSupplier nanos) {
    this.configuration = configuration;
    this.connections = connections;
    this.nanos = nanos;
  }

  /// Begins a GET.
  ///
  /// @param path below the endpoint
  /// @param authorization null to send none
  public Visit get(String path, @Nullable Authorization authorization) {
    return begin(request(path, authorization).build());
  }

  /// Begins a POST of JSON.
  public Visit post(String path, String json, Authorization authorization) {
    RequestBody body =
        RequestBody.create(
            json.getBytes(StandardCharsets.UTF_8), MediaType.parse("application/json"));
    return begin(request(path, authorization).post(body).build());
  }

  private Request.Builder request(String path, @Nullable Authorization authorization) {
    Request.Builder request =
        new Request.Builder()
            .url(HttpUrl.get(configuration.endpoint() + path))
            .header("User-Agent", "o2-lambda-extension");
    return authorization == null
        ? request
        : request.header("Authorization", authorization.header());
  }

  private Visit begin(Request request) {
    Visit visit = new Visit(nanos);
    Thread.ofPlatform()
        .daemon()
        .name("visit")
        .start(() -> {
          try {
            visit.run(connections.client(), request);
          } catch (IOException e) {
            visit.failed(e);
          }
        });
    return visit;
  }
}
