package ai.openobserve.lambda.sandbox.sink;

import ai.openobserve.lambda.sandbox.journal.Journal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// An OpenObserve for tests and demos: it serves `POST /api/{org}/{stream}/_json`, `POST
/// /api/{org}/ingest/metrics/_json`, `GET /healthz` and `GET /api/{org}/`, stream settings, search,
/// dashboards and alerts. It checks and answers like the real one, keeps what it stored, and fails
/// on demand.
///
/// Thread-safe.
public final class OpenObserveSink implements AutoCloseable {
  private final SinkServer server;

  OpenObserveSink(SinkServer server) {
    this.server = server;
  }

  /// Configures a new sink.
  public static SinkBuilder builder() {
    return new SinkBuilder();
  }

  /// A sink with all defaults, started.
  public static OpenObserveSink start() throws IOException {
    return builder().start();
  }

  /// The base URL: the value of `O2_ENDPOINT`.
  public String url() {
    return server.url();
  }

  /// Its organization: the value of `O2_ORGANIZATION_ID`.
  public String organization() {
    return server.settings().organization();
  }

  /// The credentials it accepts: the value of `O2_AUTHORIZATION_HEADER`.
  public String authorization() {
    return server.authorizations().getLast();
  }

  /// Accepts only this value of `Authorization` from now on; the previous one is revoked.
  public void rotateAuthorization(String value) {
    server.authorizations().add(value);
  }

  /// Every value of `Authorization` accepted so far; none of them may appear in a log or an error.
  public List<String> authorizations() {
    return List.copyOf(server.authorizations());
  }

  /// With [SinkBuilder#https], the certificate of the authority that signed the sink's, in PEM.
  public Optional<String> authorityPem() {
    return server.authorityPem();
  }

  /// The faults that the sink applies to requests.
  public Faults faults() {
    return server.faults();
  }

  /// Closes the port and cuts every connection, like a backend that is down. [#recover] ends it.
  public void outage() {
    server.port().close();
  }

  /// Listens again, on the same port.
  ///
  /// @throws IOException if another process has taken the port in the meantime
  public void recover() throws IOException {
    server.port().reopen();
  }

  /// Everything stored, in order of arrival.
  public Journal<StoredRecord> records() {
    return server.store().records();
  }

  /// The number of records stored, including those that [SinkBuilder#keepRecords] did not keep.
  public long stored() {
    return server.store().count();
  }

  /// Every stored metric sample, in order of arrival.
  public Journal<StoredMetric> metrics() {
    return server.metrics();
  }

  /// Every request whose body was read, including rejected ones.
  public Journal<SinkRequest> requests() {
    return server.requests();
  }

  /// How every request ended.
  public Journal<SinkAnswer> answers() {
    return server.answers();
  }

  /// The messages of the stored records of type `function`, for a [LineComparison].
  public List<String> functionLines() {
    return records().entries().stream()
        .filter(each -> each.type().equals("function"))
        .map(StoredRecord::message)
        .toList();
  }

  /// Waits for `count` stored records.
  ///
  /// @return the first `count`
  /// @throws ai.openobserve.lambda.sandbox.journal.AwaitTimeoutException if there are fewer in time
  public List<StoredRecord> awaitRecords(int count, Duration timeout) {
    return records().awaitCount(count, timeout);
  }

  /// Waits for a stored record.
  ///
  /// @return the first that matches, including those already there
  /// @throws ai.openobserve.lambda.sandbox.journal.AwaitTimeoutException if there is none in time
  public StoredRecord awaitRecord(Predicate<StoredRecord> predicate, Duration timeout) {
    return records().await(predicate, timeout);
  }

  /// Adds an alert destination, which users create by hand before alerts can use it.
  public void addAlertDestination(String name) {
    server.management().addAlertDestination(name);
  }

  /// The number of connections accepted so far.
  public int connections() {
    return server.port().connections();
  }

  /// Closes the port and cuts every connection. Idempotent.
  @Override
  public void close() {
    server.close();
  }
}
