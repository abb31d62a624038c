package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.Destination;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.buffer.Reporting;
import ai.openobserve.lambda.extension.config.Authorization;
import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.credentials.AuthorizationSource;
import ai.openobserve.lambda.extension.credentials.Credential;
import ai.openobserve.lambda.extension.delivery.OpenObserveClient;
import ai.openobserve.lambda.extension.delivery.Outcome;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.metrics.Metrics;
import ai.openobserve.lambda.extension.time.Clocks;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// `--health-check`: from the configuration to a stored record, a line per step, stopping at the
/// first that fails with what to do about it.
final class HealthCheck {
  private final Configuration configuration;
  private final AuthorizationSource authorization;
  private final OpenObserveClient client;
  private final Clocks clocks;
  private final PrintStream out;

  HealthCheck(
      Configuration configuration,
      AuthorizationSource authorization,
      OpenObserveClient client,
      Clocks clocks,
      PrintStream out) {
    this.configuration = configuration;
    this.authorization = authorization;
    this.client = client;
    this.clocks = clocks;
    this.out = out;
  }

  /// Whether all steps succeeded.
  boolean run() {
    ok(
        "configuration",
        "organization "
            + configuration.organizationId()
            + ", stream "
            + configuration.stream()
            + ", endpoint "
            + configuration.endpoint());
    try {
      return reach()
          && switch (authorization.current()) {
            case Credential.Missing missing -> failed("secret", missing.reason());
            case Credential.Ready(Authorization header) ->
                secret() && credentials(header) && testRecord() && testMetric();
          };
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      return failed("reach", reason + ". Check O2_ENDPOINT, the function's network and proxies");
    }
  }

  private boolean reach() throws IOException {
    int status = client.get("/healthz", configuration.requestTimeout());
    if (status >= 500) {
      return failed("reach", "GET /healthz answered " + status + ": the server is not healthy");
    }
    return ok("reach", configuration.endpoint() + " answered " + status + ", " + client.route());
  }

  /// A header that was given needed no reading.
  private boolean secret() {
    String origin = authorization.origin();
    return origin.isEmpty() || ok("secret", authorization.variable() + " was read from " + origin);
  }

  private boolean credentials(Authorization header) throws IOException {
    String path = "/api/" + configuration.organizationId() + "/";
    int status = client.getAuthorized(path, header, configuration.requestTimeout());
    return switch (status) {
      case 401, 403 ->
          failed("credentials", "status " + status + ". Check " + authorization.variable());
      case 404 ->
          failed("credentials", "status 404. Check O2_ORGANIZATION_ID and O2_ENDPOINT's path");
      default ->
          status < 300
              ? ok("credentials", "accepted (status " + status + ")")
              : ok("credentials", "not verified (status " + status + "); see the test record");
    };
  }

  private boolean testRecord() {
    String problem = problem(send(Destination.LOGS, record(clocks.wall().instant())));
    return problem == null
        ? ok("test record", "stored in stream " + configuration.stream())
        : failed("test record", problem);
  }

  /// Records are delivered whatever becomes of metrics; a person who asked for both gets to know.
  private boolean testMetric() {
    if (!configuration.metrics()) {
      return true;
    }
    byte[] sample = Metrics.probe(clocks.wall().instant());
    String problem = problem(send(Metrics.DESTINATION, sample));
    return problem == null
        ? ok("test metric", "stored as " + Metrics.PROBE)
        : failed(
            "test metric",
            problem
                + ". Records are delivered, metrics are not: check what the user may write,"
                + " or leave O2_METRICS out");
  }

  private Outcome send(Destination destination, byte[] payload) {
    return client.send(batch(destination, payload), configuration.requestTimeout());
  }

  private static @Nullable String problem(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted when accepted.stored() == 1 -> null;
      case Outcome.Accepted accepted -> "not stored: " + accepted.error();
      case Outcome.Malformed(String reason) -> "status 400: " + reason;
      case Outcome.TooLarge() -> "status 413 for a record of 200 bytes: a proxy is in between";
      case Outcome.Refused(int status, String reason) -> "status " + status + ": " + reason;
      case Outcome.Unavailable unavailable -> unavailable.reason();
      case Outcome.HungUp(String reason) -> reason;
    };
  }

  private static byte[] record(Instant now) {
    return ("{\"_timestamp\":"
            + now.toEpochMilli() * 1000
            + ",\"time\":\""
            + now
            + "\",\"type\":\"extension\",\"record\":\"o2-lambda-extension health check\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private Batch batch(Destination destination, byte[] payload) {
    int room = 64 * 1024;
    LogBuffer buffer =
        new LogBuffer(
            room,
            BatchLimits.of(OptionalInt.of(1), room),
            new Ledger(),
            new Log(out, configuration.logLevel()));
    buffer.append(destination, payload, 0, payload.length, Reporting.LOGGED);
    Batch batch = buffer.take();
    if (batch == null) {
      throw new IllegalStateException("What was appended is gone");
    }
    return batch;
  }

  private boolean ok(String step, String detail) {
    out.println("ok      " + step + ": " + detail);
    return true;
  }

  private boolean failed(String step, String detail) {
    out.println("FAILED  " + step + ": " + detail);
    return false;
  }
}
