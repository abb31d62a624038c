package ai.openobserve.lambda.sandbox.sink;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.http.HttpExchange;
import ai.openobserve.lambda.sandbox.internal.http.HttpFront;
import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.sink.management.ManagementApi;
import ai.openobserve.lambda.sandbox.sink.management.Release;
import ai.openobserve.lambda.sandbox.sink.search.FlatRecord;
import ai.openobserve.lambda.sandbox.sink.search.StreamTable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The server of a sink: routes, credentials, outages.
final class SinkServer {
  private static final Pattern INGEST = Pattern.compile("/api/([^/]+)/([^/]+)/_json");
  private static final Pattern MANAGEMENT = Pattern.compile("/api/(v2/)?([^/]+)/(.+)");
  private static final Pattern OLDER_MANAGEMENT = Pattern.compile("/api/(v2/){0}([^/]+)/(.+)");
  private static final Pattern ORGANIZATION = Pattern.compile("/api/([^/]+)/");

  private static final Duration REOPEN_PATIENCE = Duration.ofSeconds(10);
  private static final int LOWEST_PORT = 20_000;
  private static final int LOWEST_EPHEMERAL_PORT = 32_000;

  private final SinkSettings settings;
  private final Optional<TestAuthority> authority;
  private final RecordStore store;
  private final ManagementApi management;
  private final Faults faults = new Faults();
  private final Journal<SinkRequest> requests = new Journal<>("sink requests");
  private final Journal<SinkAnswer> answers = new Journal<>("sink answers");
  private final AtomicLong numbers = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final int port;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private @Nullable HttpFront front;
  private int pastConnections;

  SinkServer(SinkSettings settings) throws IOException {
    this.settings = settings;
    authorizations.add(settings.authorization());
    this.store = new RecordStore(settings.keepRecords());
    this.management = new ManagementApi(this::table, settings.release());
    this.authority = settings.https() ? Optional.of(TestAuthority.create()) : Optional.empty();
    HttpFront opened = settings.port() == 0 ? openAnywhere() : open(settings.port());
    this.front = opened;
    this.port = opened.port();
  }

  SinkSettings settings() {
    return settings;
  }

  /// The last is the one that is let in.
  List<String> authorizations() {
    return authorizations;
  }

  String url() {
    return (settings.https() ? "https" : "http") + "://127.0.0.1:" + port + settings.pathPrefix();
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

  /// Waits as long, or until the sink is closed.
  void pause(Duration duration) throws InterruptedException {
    var _ = closed.await(duration.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
  }

  synchronized int connections() {
    return pastConnections + (front == null ? 0 : front.connections());
  }

  synchronized void outage() {
    if (front != null) {
      pastConnections += front.connections();
      front.close();
      front = null;
    }
  }

  synchronized void recover() throws IOException {
    if (front == null) {
      front = reopen();
    }
  }

  /// The kernel keeps a closed port until the thread that was accepting on it has left its call,
  /// which on a busy machine is a moment later.
  private HttpFront reopen() throws IOException {
    long end = System.nanoTime() + REOPEN_PATIENCE.toNanos();
    while (true) {
      try {
        return open(port);
      } catch (BindException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
      }
      try {
        pause(Duration.ofMillis(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Interrupted while the port was still taken");
      }
    }
  }

  void close() {
    closed.countDown();
    outage();
    faults.clear();
    management.close();
  }

  /// A port below those that the kernel gives to outgoing connections: one of them could otherwise
  /// take it during an outage, and there would be no recovery.
  private HttpFront openAnywhere() throws IOException {
    for (int attempt = 0; attempt < 100; attempt++) {
      try {
        return open(ThreadLocalRandom.current().nextInt(LOWEST_PORT, LOWEST_EPHEMERAL_PORT));
      } catch (BindException e) {
        // Somebody else's: another one.
      }
    }
    return open(0);
  }

  private HttpFront open(int wanted) throws IOException {
    return new HttpFront(
        new HttpFront.Settings(wanted, authority.map(TestAuthority::context), settings.keepAlive()),
        this::handle);
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
    Matcher ingest = INGEST.matcher(local);
    if (ingest.matches() && exchange.method().equals("POST")) {
      return new IngestExchange(this, exchange, ingest.group(1), ingest.group(2)).run();
    }
    Matcher organization = ORGANIZATION.matcher(local);
    if (organization.matches() && exchange.method().equals("GET")) {
      return refusal(exchange, organization.group(1))
          .orElseGet(() -> HttpAnswer.json(200, "{\"data\":[]}"));
    }
    // An older release knows no v2: to it that is an organization.
    Matcher call =
        (settings.release() == Release.V0_9 ? OLDER_MANAGEMENT : MANAGEMENT).matcher(local);
    return call.matches() ? manage(exchange, call) : notFound();
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

  /// Why a request is not let in; empty where it is.
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
