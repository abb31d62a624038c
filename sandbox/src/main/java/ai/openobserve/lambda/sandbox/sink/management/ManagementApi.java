package ai.openobserve.lambda.sandbox.sink.management;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.http.HttpExchange;
import ai.openobserve.lambda.sandbox.sink.search.Databases;
import ai.openobserve.lambda.sandbox.sink.search.Streams;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Answers requests of users and their tools: schema and settings of a stream, search, dashboards,
/// alerts. Its caller checks the credentials.
public final class ManagementApi implements AutoCloseable {
  private static final Pattern STREAM = Pattern.compile("streams/([^/]+)/(schema|settings)");
  private static final Pattern DASHBOARD = Pattern.compile("dashboards/([^/]+)");
  private static final Pattern ALERT = Pattern.compile("v2/alerts/([^/]+)");
  private static final Pattern STREAM_ALERTS = Pattern.compile("([^/]+)/alerts(?:/([^/]+))?");

  private static final int LARGEST_BODY = 16 << 20;

  private final Streams logs;
  private final Streams metrics;
  private final Release release;
  private final StreamSettings settings;
  private final Dashboards dashboards;
  private final Alerts alerts = new Alerts();
  private final Databases databases = new Databases();
  private final Databases metricDatabases = new Databases();

  /// The API of a server with these streams.
  public ManagementApi(Streams logs, Streams metrics, Release release) {
    this.logs = logs;
    this.metrics = metrics;
    this.release = release;
    this.settings = new StreamSettings(release);
    this.dashboards = new Dashboards(release);
  }

  /// The answer to `GET /config`.
  public HttpAnswer config() {
    return Answers.ok(Answers.object().put("version", release.version()));
  }

  /// Adds an alert destination, which users create by hand.
  public void addAlertDestination(String name) {
    alerts.addDestination(name);
  }

  /// Releases what it keeps for searches.
  @Override
  public void close() {
    databases.close();
    metricDatabases.close();
  }

  /// Answers a request.
  ///
  /// @param path the path below `/api/{org}/`; for `/api/v2/{org}/`, prefixed with `v2/`
  /// @return empty if this API has no such request
  public Optional<HttpAnswer> answer(HttpExchange exchange, String path) throws IOException {
    var body = exchange.body().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      return Optional.of(HttpAnswer.text(413, "Payload Too Large"));
    }
    try {
      var json = body.length == 0 ? Answers.object() : Answers.MAPPER.readTree(body);
      return Optional.ofNullable(route(exchange, path, json));
    } catch (JacksonException e) {
      return Optional.of(Answers.deserializeError(e.getOriginalMessage()));
    }
  }

  private @Nullable HttpAnswer route(HttpExchange exchange, String path, JsonNode body) {
    var stream = STREAM.matcher(path);
    var dashboard = DASHBOARD.matcher(path);
    var alert = ALERT.matcher(path);
    var streamAlerts = STREAM_ALERTS.matcher(path);
    var request = exchange.method() + " " + path;
    if (stream.matches()) {
      return stream(exchange, request, stream.group(1), body);
    }
    if (dashboard.matches()) {
      return dashboard(exchange, dashboard.group(1), body);
    }
    if (alert.matches() && release != Release.V0_9) {
      return alert(exchange.method(), alert.group(1), body);
    }
    if (streamAlerts.matches() && release == Release.V0_9) {
      return streamAlerts(exchange.method(), streamAlerts.group(1), streamAlerts.group(2), body);
    }
    return collection(exchange, request, body);
  }

  private @Nullable HttpAnswer collection(HttpExchange exchange, String request, JsonNode body) {
    return switch (request) {
      case "POST _search" -> search(exchange, body);
      case "GET streams" -> StreamSettings.list(streams(exchange));
      case "GET dashboards" -> dashboards.list();
      case "POST dashboards" -> dashboards.create(body);
      case "GET alerts/destinations" -> alerts.destinations();
      case "GET v2/alerts" -> release == Release.V0_9 ? null : alerts.list("");
      case "POST v2/alerts" -> release == Release.V0_9 ? null : alerts.create(body);
      default -> null;
    };
  }

  /// The streams of the type that a request names; logs by default.
  private Streams streams(HttpExchange exchange) {
    return ("&" + exchange.query() + "&").contains("&type=metrics&") ? metrics : logs;
  }

  private HttpAnswer search(HttpExchange exchange, JsonNode body) {
    var search = new Search(body);
    var streams = streams(exchange);
    return search.answer(
        streams.tables().apply(search.stream()),
        settings.fullText(search.stream()),
        streams.equals(metrics) ? metricDatabases : databases);
  }

  private @Nullable HttpAnswer stream(
      HttpExchange exchange, String request, String name, JsonNode body) {
    var streams = streams(exchange);
    if (request.equals("GET streams/" + name + "/schema")) {
      return settings.schema(streams.tables().apply(name), streams.type());
    }
    return request.equals("PUT streams/" + name + "/settings")
        ? settings.update(streams.tables().apply(name), body)
        : null;
  }

  private @Nullable HttpAnswer dashboard(HttpExchange exchange, String id, JsonNode body) {
    return switch (exchange.method()) {
      case "GET" -> dashboards.get(id);
      case "PUT" -> dashboards.update(id, body, exchange.query());
      case "DELETE" -> dashboards.delete(id);
      default -> null;
    };
  }

  private @Nullable HttpAnswer alert(String method, String id, JsonNode body) {
    return switch (method) {
      case "GET" -> alerts.get(id);
      case "PUT" -> alerts.update(id, body);
      default -> null;
    };
  }

  private @Nullable HttpAnswer streamAlerts(
      String method, String stream, @Nullable String name, JsonNode body) {
    if (name == null) {
      return switch (method) {
        case "GET" -> alerts.list(stream);
        case "POST" -> alerts.create(body);
        default -> null;
      };
    }
    return method.equals("PUT") ? alerts.updateByName(name, body) : null;
  }
}
