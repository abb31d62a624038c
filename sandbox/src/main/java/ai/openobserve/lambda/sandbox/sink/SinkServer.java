package ai.openobserve.lambda.sandbox.sink;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.http.HttpExchange;
import ai.openobserve.lambda.sandbox.internal.http.HttpFront;
import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.sink.management.ManagementApi;
import ai.openobserve.lambda.sandbox.sink.management.Release;
import ai.openobserve.lambda.sandbox.sink.search.FlatRecord;
import ai.openobserve.lambda.sandbox.sink.search.StreamTable;
import ai.openobserve.lambda.sandbox.sink.search.Streams;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The server of a sink: its routes, the credentials it accepts, and what it stores.
final class SinkServer {
  private static final Pattern INGEST = Pattern.compile("/api/([^/]+)/([^/]+)/_json");
  private static final Pattern METRICS = Pattern.compile("/api/([^/]+)/ingest/metrics/_json");
  private static final Pattern MANAGEMENT = Pattern.compile("/api/(v2/)?([^/]+)/(.+)");
  private static final Pattern OLDER_MANAGEMENT = Pattern.compile("/api/(v2/){0}([^/]+)/(.+)");
  private static final Pattern ORGANIZATION = Pattern.compile("/api/([^/]+)/");

  private final SinkSettings settings;
  private final Optional<TestAuthority> authority;
  private final RecordStore store;
  private final MetricStore metrics = new MetricStore();
  private final ManagementApi management;
  private final Faults faults = new Faults();
  private final Journal<SinkRequest> requests = new Journal<>("sink requests");
  private final Journal<SinkAnswer> answers = new Journal<>("sink answers");
  private final AtomicLong numbers = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final SinkPort port;

  SinkServer(SinkSettings settings) throws IOException {
    this.settings = settings;
    authorizations.add(settings.authorization());
    this.store = new RecordStore(settings.keepRecords());
    this.management =
        new ManagementApi(
            new Streams("logs", this::table, store::streams),
            new Streams("metrics", metrics::table, metrics::names),
            settings.release());
    this.authority = settings.https() ? Optional.of(TestAuthority.create()) : Optional.empty();
    this.port =
        new SinkPort(
            new HttpFront.Settings(
                settings.port(), authority.map(TestAuthority::context), settings.keepAlive()),
            this::handle);
  }

  SinkSettings settings() {
    return settings;
  }

  /// All values so far; only the last one is valid.
  List<String> authorizations() {
    return authorizations;
  }

  String url() {
    return (settings.https() ? "https" : "http")
        + "://127.0.0.1:"
        + port.number()
        + settings.pathPrefix();
  }

  Optional<String> authorityPem() {
    return authority.map(TestAuthority::pem);
  }

  ManagementApi management() {
    return management;
  }

  Faults faults() {
    return faults;
  }

  RecordStore store() {
    return store;
  }

  Journal<StoredMetric> metrics() {
    return metrics.metrics();
  }

  Journal<SinkRequest> requests() {
    return requests;
  }

  Journal<SinkAnswer> answers() {
    return answers;
  }

  /// Counts requests.
  long nextNumber() {
    return numbers.incrementAndGet();
  }

  /// Waits this long, or until the sink is closed.
  void pause(Duration duration) throws InterruptedException {
    var _ = closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
  }

  SinkPort port() {
    return port;
  }

  void close() {
    closed.countDown();
    port.close();
    faults.clear();
    management.close();
  }

  private HttpAnswer handle(HttpExchange exchange) throws IOException {
    String path = exchange.path();
    if (!path.startsWith(settings.pathPrefix())) {
      return notFound();
    }
    String local = path.substring(settings.pathPrefix().length());
    if (local.equals("/healthz") && exchange.method().equals("GET")) {
      return HttpAnswer.json(200, "{\"status\":\"ok\"}");
    }
    if (local.equals("/config") && exchange.method().equals("GET")) {
      return management.config();
    }
    if (exchange.method().equals("POST")) {
      Optional<IngestExchange> ingestion = ingestion(exchange, local);
      if (ingestion.isPresent()) {
        return ingestion.get().run();
      }
    }
    Matcher organization = ORGANIZATION.matcher(local);
    if (organization.matches() && exchange.method().equals("GET")) {
      return refusal(exchange, organization.group(1))
          .orElseGet(() -> HttpAnswer.json(200, "{\"data\":[]}"));
    }
    // An older release has no v2 API: it takes "v2" for an organization.
    Matcher call =
        (settings.release() == Release.V0_9 ? OLDER_MANAGEMENT : MANAGEMENT).matcher(local);
    return call.matches() ? manage(exchange, call) : notFound();
  }

  private Optional<IngestExchange> ingestion(HttpExchange exchange, String local) {
    Matcher logs = INGEST.matcher(local);
    if (logs.matches()) {
      String to = logs.group(1);
      return Optional.of(
          new IngestExchange(
              this, exchange, to, now -> new Ingestion(store, now, to, logs.group(2))));
    }
    Matcher samples = METRICS.matcher(local);
    if (samples.matches()) {
      String to = samples.group(1);
      return Optional.of(
          new IngestExchange(this, exchange, to, now -> new MetricIngestion(metrics, now, to)));
    }
    return Optional.empty();
  }

  private HttpAnswer manage(HttpExchange exchange, Matcher call) throws IOException {
    Optional<HttpAnswer> refusal = refusal(exchange, call.group(2));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String path = (call.group(1) == null ? "" : call.group(1)) + call.group(3);
    return management.answer(exchange, path).orElseGet(SinkServer::notFound);
  }

  private StreamTable table(String stream) {
    return StreamTable.of(
        stream,
        store.records().entries().stream()
            .filter(each -> each.stream().equals(stream))
            .map(each -> FlatRecord.of(each.timestamp(), each.node()))
            .toList());
  }

  /// The error response to an unauthorized request; empty for an authorized one.
  Optional<HttpAnswer> refusal(HttpExchange exchange, String organization) {
    if (!exchange.header("Authorization").equals(authorizations.getLast())) {
      return Optional.of(HttpAnswer.text(401, "Unauthorized Access"));
    }
    if (!organization.equals(settings.organization())) {
      return Optional.of(HttpAnswer.json(404, Ingestion.error(404, "Organization not found")));
    }
    return Optional.empty();
  }

  private static HttpAnswer notFound() {
    return HttpAnswer.json(404, Ingestion.error(404, "Not Found"));
  }
}
