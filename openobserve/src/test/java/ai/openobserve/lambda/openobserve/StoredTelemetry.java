package ai.openobserve.lambda.openobserve;

import ai.openobserve.lambda.openobserve.api.Target;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import ai.openobserve.lambda.sandbox.sink.StoredMetric;
import ai.openobserve.lambda.sandbox.sink.management.Release;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A sink that holds the records of `records.json`: two minutes of three functions, with each kind
/// of failure once.
final class StoredTelemetry implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-24T20:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(START.plusSeconds(3_500));
  static final String STREAM = "demo";

  private static final MediaType JSON = Objects.requireNonNull(MediaType.parse("application/json"));

  private final OpenObserveSink sink;
  private final OkHttpClient http = new OkHttpClient();

  private StoredTelemetry(OpenObserveSink sink) {
    this.sink = sink;
  }

  /// A sink without any record.
  static StoredTelemetry empty(Release release) throws IOException {
    return new StoredTelemetry(
        OpenObserveSink.builder()
            .organization("acme")
            .authorization("Basic s3cret")
            .release(release)
            .clock(CLOCK)
            .start());
  }

  /// A sink with the records.
  static StoredTelemetry of(Release release) throws IOException {
    var stored = empty(release);
    stored.store(resource("records.json"));
    return stored;
  }

  /// A sink with the records, and with the metrics of the same two minutes.
  static StoredTelemetry withMetrics(Release release) throws IOException {
    var stored = of(release);
    stored.storeMetrics(resource("metrics.json"));
    return stored;
  }

  /// A file of test data.
  static String resource(String name) throws IOException {
    try (InputStream in = StoredTelemetry.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  OpenObserveSink sink() {
    return sink;
  }

  Target target() throws Exception {
    return Target.of(sink.url(), "acme", "Basic s3cret", STREAM);
  }

  void store(String records) throws IOException {
    send("POST", "/api/acme/%s/_json".formatted(STREAM), records);
  }

  void storeMetrics(String samples) throws IOException {
    send("POST", "/api/acme/ingest/metrics/_json", samples);
  }

  /// The names of the metrics that are stored.
  Set<String> metrics() {
    return sink.metrics().entries().stream().map(StoredMetric::name).collect(Collectors.toSet());
  }

  /// What a person's tool gets.
  JsonNode get(String path) throws IOException {
    return JsonMapper.shared().readTree(send("GET", path, null));
  }

  /// What a person's tool does.
  String send(String method, String path, @Nullable String body) throws IOException {
    var request =
        new Request.Builder()
            .url(sink.url() + path)
            .header("Authorization", "Basic s3cret")
            .method(method, body == null ? null : RequestBody.create(body, JSON))
            .build();
    try (var response = http.newCall(request).execute()) {
      var text = response.body().string();
      if (!response.isSuccessful()) {
        throw new IOException(response.code() + " " + text);
      }
      return text;
    }
  }

  @Override
  public void close() {
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
    sink.close();
  }
}
