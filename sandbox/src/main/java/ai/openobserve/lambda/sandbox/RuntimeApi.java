package ai.openobserve.lambda.sandbox;

import ai.openobserve.lambda.sandbox.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.http.HttpExchange;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The Runtime API of one environment.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
record RuntimeApi(ExecutionEnvironment environment) {
  private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";
  private static final String ACCEPTED = "{\"status\":\"OK\"}\n";

  HttpAnswer handle(HttpExchange exchange, String call)
      throws LambdaError, IOException, InterruptedException {
    String[] parts = call.split("/", -1);
    boolean get = exchange.method().equals("GET");
    if (get && call.equals("invocation/next")) {
      return next();
    }
    if (get && call.equals("restore/next")) {
      return restore();
    }
    if (get || !exchange.method().equals("POST")) {
      throw ApiServer.notFound();
    }
    String body = ExtensionsApi.text(exchange);
    if (call.equals("init/error") || call.equals("restore/error")) {
      return accepted(() -> environment.runtime().initError(errorType(exchange, body)));
    }
    if (parts.length == 3 && parts[0].equals("invocation") && parts[2].equals("response")) {
      return accepted(() -> environment.runtime().respond(parts[1], body));
    }
    if (parts.length == 3 && parts[0].equals("invocation") && parts[2].equals("error")) {
      return accepted(() -> environment.runtime().fail(parts[1], body, errorType(exchange, body)));
    }
    throw ApiServer.notFound();
  }

  private HttpAnswer next() throws LambdaError, IOException, InterruptedException {
    Invocation invocation =
        environment.monitor().call(environment.runtime()::next).orElseThrow(ApiServer::gone);
    return HttpAnswer.json(200, invocation.payload())
        .header("Lambda-Runtime-Aws-Request-Id", invocation.requestId())
        .header("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline().toEpochMilli()))
        .header("Lambda-Runtime-Invoked-Function-Arn", environment.options().identity().arn())
        .header("Lambda-Runtime-Trace-Id", invocation.traceId());
  }

  private HttpAnswer restore() throws LambdaError, IOException, InterruptedException {
    if (environment.options().flavour() != Flavour.SNAP_START) {
      throw ApiServer.notFound();
    }
    boolean restored = environment.monitor().call(environment.runtime()::awaitRestore);
    if (!restored) {
      throw ApiServer.gone();
    }
    return HttpAnswer.json(200, "");
  }

  private interface Call {
    void make() throws LambdaError;
  }

  private HttpAnswer accepted(Call call) throws LambdaError, InterruptedException {
    return environment
        .monitor()
        .call(() -> {
          call.make();
          return HttpAnswer.json(202, ACCEPTED);
        });
  }

  private static String errorType(HttpExchange exchange, String body) {
    String type = exchange.header(ERROR_TYPE);
    if (!type.isEmpty()) {
      return type;
    }
    try {
      return JsonMapper.shared().readTree(body).path("errorType").asString("Runtime.Unknown");
    } catch (JacksonException e) {
      return "Runtime.Unknown";
    }
  }
}
