package ai.openobserve.lambda.sandbox;

import ai.openobserve.lambda.sandbox.http.ConnectionCut;
import ai.openobserve.lambda.sandbox.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.http.HttpExchange;
import ai.openobserve.lambda.sandbox.http.HttpFront;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.Supplier;

/// The server behind `AWS_LAMBDA_RUNTIME_API`: one address for all generations of an environment.
final class ApiServer implements AutoCloseable {
  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final String EXTENSION = "/2020-01-01/extension/";
  private static final String TELEMETRY = "/2022-07-01/telemetry";
  private static final String LOGS = "/2020-08-15/logs";

  private final HttpFront front;
  private final Supplier<ExecutionEnvironment> current;
  private final TelemetryHub telemetry;
  private final Journal<String> trail;

  /// @param current the environment that calls are for
  ApiServer(
      int port,
      Supplier<ExecutionEnvironment> current,
      TelemetryHub telemetry,
      Journal<String> trail)
      throws IOException {
    this.current = current;
    this.telemetry = telemetry;
    this.trail = trail;
    this.front = new HttpFront(HttpFront.Settings.plain(port), this::handle);
  }

  String address() {
    return "127.0.0.1:" + front.port();
  }

  @Override
  public void close() {
    front.close();
  }

  private HttpAnswer handle(HttpExchange exchange) throws IOException {
    try {
      return route(exchange);
    } catch (LambdaError e) {
      trail.append(e.getMessage() == null ? e.type() : e.getMessage());
      return e.answer();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The sandbox is closing");
    }
  }

  private HttpAnswer route(HttpExchange exchange)
      throws LambdaError, IOException, InterruptedException {
    String path = exchange.path();
    ExecutionEnvironment environment = current.get();
    if (path.startsWith(RUNTIME)) {
      return new RuntimeApi(environment).handle(exchange, path.substring(RUNTIME.length()));
    }
    if (path.startsWith(EXTENSION)) {
      return new ExtensionsApi(environment).handle(exchange, path.substring(EXTENSION.length()));
    }
    if (path.equals(TELEMETRY) && exchange.method().equals("PUT")) {
      return subscribe(exchange, environment);
    }
    if (path.equals(LOGS) && exchange.method().equals("PUT")) {
      return new LambdaError(202, "Logs.NotSupported", "Logs API is not supported").answer();
    }
    throw notFound();
  }

  private HttpAnswer subscribe(HttpExchange exchange, ExecutionEnvironment environment)
      throws LambdaError, IOException, InterruptedException {
    String body = ExtensionsApi.text(exchange);
    ExtensionAgent agent = new ExtensionsApi(environment).identified(exchange);
    if (environment.options().telemetryMode() == TelemetryMode.NOT_SUPPORTED) {
      return new LambdaError(202, "Telemetry.NotSupported", "Telemetry API is not supported")
          .answer();
    }
    telemetry.subscribe(agent.name(), body);
    trail.append("subscribe " + agent.name());
    return HttpAnswer.json(200, "\"OK\"");
  }

  static LambdaError notFound() {
    return new LambdaError(404, "NotFound", "404 page not found");
  }

  /// The end of a long poll whose environment is gone: on Lambda the process would be gone too.
  static ConnectionCut gone() {
    return new ConnectionCut("the environment is gone");
  }
}
