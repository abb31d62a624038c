package ai.openobserve.lambda.openobserve.api;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An organization in OpenObserve, by its HTTP API.
public final class OpenObserve implements AutoCloseable {
  private static final MediaType JSON = Objects.requireNonNull(MediaType.parse("application/json"));
  private static final long LARGEST_ANSWER = 64L << 20;

  private final Target target;
  private final OkHttpClient http;

  /// Opens no connection yet.
  ///
  /// @param timeout for one request
  public OpenObserve(Target target, Duration timeout) {
    this.target = target;
    this.http =
        new OkHttpClient.Builder()
            .callTimeout(timeout)
            .readTimeout(timeout)
            .followRedirects(false)
            .build();
  }

  /// Where it is.
  public Target target() {
    return target;
  }

  /// The server's version; `unknown` if it does not say.
  ///
  /// @throws SetUpFailed if it cannot be reached
  public String version() throws SetUpFailed {
    var answer = send("GET", "/config", null);
    return answer.ok() && answer.body().startsWith("{")
        ? answer.json().path("version").asString("unknown")
        : "unknown";
  }

  /// Checks credentials and organization, and stores nothing.
  ///
  /// @throws SetUpFailed if one of them is wrong
  public void checkAccess() throws SetUpFailed {
    var answer = send("GET", "/api/" + organization() + "/", null);
    if (answer.status() == 404) {
      throw new SetUpFailed(
          "Organization %s was not found: check ORG, which is the organization's identifier, not its name"
              .formatted(target.organization()));
    }
    if (!answer.ok()) {
      throw answer.failure();
    }
  }

  /// Asks for a path below `/api/{organization}/`.
  public Answer get(String path) throws SetUpFailed {
    return send("GET", "/api/" + organization() + "/" + path, null);
  }

  /// Posts to a path below `/api/{organization}/`.
  public Answer post(String path, JsonNode body) throws SetUpFailed {
    return send("POST", "/api/" + organization() + "/" + path, body);
  }

  /// Puts to a path below `/api/{organization}/`.
  public Answer put(String path, JsonNode body) throws SetUpFailed {
    return send("PUT", "/api/" + organization() + "/" + path, body);
  }

  /// Sends to a path below `/api/v2/{organization}/`.
  public Answer v2(String method, String path, @Nullable JsonNode body) throws SetUpFailed {
    return send(method, "/api/v2/" + organization() + "/" + path, body);
  }

  /// The page of a dashboard.
  public String dashboardPage(String id) {
    return target
        .url(
            "/web/dashboards/view?org_identifier=%s&dashboard=%s&folder=default"
                .formatted(organization(), Target.encoded(id)))
        .toString();
  }

  private Answer send(String method, String path, @Nullable JsonNode body) throws SetUpFailed {
    var request =
        new Request.Builder()
            .url(target.url(path))
            .header("Authorization", target.authorization())
            .method(method, body == null ? null : RequestBody.create(body.toString(), JSON))
            .build();
    try (var response = http.newCall(request).execute()) {
      var answer =
          new Answer(
              method + " " + path, response.code(), response.peekBody(LARGEST_ANSWER).string());
      return checked(answer, Objects.requireNonNullElse(response.header("Location"), ""));
    } catch (IOException e) {
      throw new SetUpFailed(
          "Cannot reach %s: %s. Check ENDPOINT, and that this machine may connect to it."
              .formatted(target.endpoint(), e.getMessage()),
          e);
    }
  }

  private Answer checked(Answer answer, String location) throws SetUpFailed {
    if (answer.status() == 401 || answer.status() == 403) {
      throw new SetUpFailed(
          "OpenObserve refused the credentials (status %d: %s): check AUTH, the value of the Authorization header,"
                  .formatted(answer.status(), answer.excerpt())
              + " and that its user may edit dashboards and streams of organization %s (an ingestion token may not)"
                  .formatted(target.organization()));
    }
    if (answer.status() / 100 == 3) {
      throw new SetUpFailed(
          "%s redirects to %s: set ENDPOINT to the address it redirects to"
              .formatted(target.endpoint(), location));
    }
    return answer;
  }

  private String organization() {
    return Target.encoded(target.organization());
  }

  /// Closes its connections.
  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
