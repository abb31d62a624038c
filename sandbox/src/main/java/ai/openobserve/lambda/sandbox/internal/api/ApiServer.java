package ai.openobserve.lambda.sandbox.internal.api;

import ai.openobserve.lambda.sandbox.internal.environment.ExecutionEnvironment;
import ai.openobserve.lambda.sandbox.internal.environment.ExtensionAgent;
import ai.openobserve.lambda.sandbox.internal.environment.PlatformEvents;
import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.http.HttpExchange;
import ai.openobserve.lambda.sandbox.internal.http.HttpFront;
import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import ai.openobserve.lambda.sandbox.internal.telemetry.TelemetryHub;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.Supplier;

/// The server behind `AWS_LAMBDA_RUNTIME_API`: one address for all generations of an environment.
public final class ApiServer implements AutoCloseable {
  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final String EXTENSION = "/2020-01-01/extension/";
  private static final String TELEMETRY = "/2022-07-01/telemetry";
  private static final String LOGS = "/2020-08-15/logs";

  private final HttpFront front;
  private final Supplier<ExecutionEnvironment> current;
  private final TelemetryApi telemetry;

  /// @param current supplies the environment that calls go to
  /// @throws IOException if the port is taken
  public ApiServer(
      int port,
      Supplier<ExecutionEnvironment> current,
      TelemetryHub telemetry,
      PlatformEvents platform)
      throws IOException {
    this.current = current;
    this.telemetry = new TelemetryApi(telemetry, platform);
    this.front = new HttpFront(HttpFront.Settings.plain(port), this::handle);
  }

  /// Host and port.
  public String address() {
    return "127.0.0.1:" + front.port();
  }

  /// Closes the port and cuts every connection.
  @Override
  public void close() {
    front.close();
  }

  private HttpAnswer handle(HttpExchange exchange) throws IOException {
    ExecutionEnvironment environment = current.get();
    try {
      return route(exchange, environment);
    } catch (LambdaError e) {
      environment.trail(e.getMessage() == null ? e.type() : e.getMessage());
      return Refusals.answer(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The sandbox is closing");
    }
  }

  private HttpAnswer route(HttpExchange exchange, ExecutionEnvironment environment)
      throws LambdaError, IOException, InterruptedException {
    String path = exchange.path();
    if (path.startsWith(RUNTIME)) {
      return new RuntimeApi(environment).handle(exchange, path.substring(RUNTIME.length()));
    }
    if (path.startsWith(EXTENSION)) {
      return new ExtensionsApi(environment).handle(exchange, path.substring(EXTENSION.length()));
    }
    boolean put = exchange.method().equals("PUT");
    if (put && path.equals(TELEMETRY)) {
      ExtensionAgent agent = new ExtensionsApi(environment).identified(exchange);
      HttpAnswer answer = telemetry.subscribe(exchange, agent);
      environment.trail("subscribe " + agent.name());
      return answer;
    }
    if (put && path.equals(LOGS)) {
      throw new LambdaError(202, "Logs.NotSupported", "Logs API is not supported");
    }
    throw Refusals.notFound();
  }
}
