package ai.openobserve.lambda.sandbox.internal.api;

import ai.openobserve.lambda.sandbox.internal.environment.ExecutionEnvironment;
import ai.openobserve.lambda.sandbox.internal.environment.Invocation;
import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.http.HttpExchange;
import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import ai.openobserve.lambda.sandbox.model.Flavour;
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
    return switch (exchange.method()) {
      case "GET" -> get(call);
      case "POST" -> post(exchange, call.split("/", -1));
      default -> throw Refusals.notFound();
    };
  }

  private HttpAnswer get(String call) throws LambdaError, IOException, InterruptedException {
    return switch (call) {
      case "invocation/next" -> next();
      case "restore/next" -> restore();
      default -> throw Refusals.notFound();
    };
  }

  private HttpAnswer post(HttpExchange exchange, String[] parts)
      throws LambdaError, IOException, InterruptedException {
    String body = exchange.text();
    boolean init = parts.length == 2 && (parts[0].equals("init") || parts[0].equals("restore"));
    boolean invocation = parts.length == 3 && parts[0].equals("invocation");
    if (init && parts[1].equals("error")) {
      environment.runtime().initError(errorType(exchange, body));
    } else if (invocation && parts[2].equals("response")) {
      environment.runtime().respond(parts[1], body);
    } else if (invocation && parts[2].equals("error")) {
      environment.runtime().fail(parts[1], body, errorType(exchange, body));
    } else {
      throw Refusals.notFound();
    }
    return HttpAnswer.json(202, ACCEPTED);
  }

  private HttpAnswer next() throws LambdaError, IOException, InterruptedException {
    Invocation invocation = environment.runtime().next().orElseThrow(Refusals::gone);
    return HttpAnswer.json(200, invocation.payload())
        .header("Lambda-Runtime-Aws-Request-Id", invocation.requestId())
        .header("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline().toEpochMilli()))
        .header("Lambda-Runtime-Invoked-Function-Arn", environment.options().identity().arn())
        .header("Lambda-Runtime-Trace-Id", invocation.traceId());
  }

  private HttpAnswer restore() throws LambdaError, IOException, InterruptedException {
    if (environment.options().flavour() != Flavour.SNAP_START) {
      throw Refusals.notFound();
    }
    if (!environment.runtime().awaitRestore()) {
      throw Refusals.gone();
    }
    return HttpAnswer.json(200, "");
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
