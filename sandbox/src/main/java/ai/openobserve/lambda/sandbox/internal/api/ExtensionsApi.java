package ai.openobserve.lambda.sandbox.internal.api;

import ai.openobserve.lambda.sandbox.internal.environment.ExecutionEnvironment;
import ai.openobserve.lambda.sandbox.internal.environment.ExtensionAgent;
import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.http.HttpExchange;
import ai.openobserve.lambda.sandbox.internal.model.FunctionIdentity;
import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The Extensions API of one environment.
///
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html">Extensions
///   API</a>
record ExtensionsApi(ExecutionEnvironment environment) {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String IDENTIFIER = "Lambda-Extension-Identifier";
  private static final String ERROR_TYPE = "Lambda-Extension-Function-Error-Type";
  private static final String FEATURES = "Lambda-Extension-Accept-Feature";

  HttpAnswer handle(HttpExchange exchange, String call)
      throws LambdaError, IOException, InterruptedException {
    return switch (exchange.method() + " " + call) {
      case "POST register" -> register(exchange);
      case "GET event/next" -> next(exchange);
      case "POST init/error" -> error(exchange, ExtensionAgent::initError);
      case "POST exit/error" -> error(exchange, ExtensionAgent::exitError);
      default -> throw Refusals.notFound();
    };
  }

  private HttpAnswer register(HttpExchange exchange)
      throws LambdaError, IOException, InterruptedException {
    String name = exchange.header("Lambda-Extension-Name");
    if (name.isEmpty()) {
      throw LambdaError.forbidden("Extension.InvalidExtensionName", "Empty extension name");
    }
    ExtensionAgent agent = environment.extensions().register(name, events(exchange.text()));
    FunctionIdentity identity = environment.options().identity();
    ObjectNode answer =
        MAPPER
            .createObjectNode()
            .put("functionVersion", identity.version())
            .put("functionName", identity.name())
            .put("handler", identity.handler());
    if (Arrays.asList(exchange.header(FEATURES).split("\\s*,\\s*")).contains("accountId")) {
      answer.put("accountId", FunctionIdentity.ACCOUNT_ID);
    }
    return HttpAnswer.json(200, answer.toString()).header(IDENTIFIER, agent.id());
  }

  private static List<String> events(String body) throws LambdaError {
    try {
      JsonNode root = MAPPER.readTree(body);
      if (!root.isObject()) {
        throw LambdaError.forbidden("InvalidRequestFormat", "The body is not an object");
      }
      List<String> events = new ArrayList<>();
      root.path("events").forEach(each -> events.add(each.asString("")));
      return events;
    } catch (JacksonException e) {
      throw LambdaError.forbidden("InvalidRequestFormat", e.getOriginalMessage());
    }
  }

  private HttpAnswer next(HttpExchange exchange)
      throws LambdaError, IOException, InterruptedException {
    String event = identified(exchange).next().orElseThrow(Refusals::gone);
    return HttpAnswer.json(200, event)
        .header("Lambda-Extension-Event-Identifier", UUID.randomUUID().toString());
  }

  /// How an extension's error is recorded.
  private interface Report {
    void of(ExtensionAgent agent, String type) throws LambdaError, InterruptedException;
  }

  private HttpAnswer error(HttpExchange exchange, Report report)
      throws LambdaError, IOException, InterruptedException {
    String _ = exchange.text();
    ExtensionAgent agent = identified(exchange);
    String type = exchange.header(ERROR_TYPE);
    if (type.isEmpty()) {
      throw LambdaError.forbidden("Extension.MissingHeader", ERROR_TYPE + " not found");
    }
    report.of(agent, type);
    return HttpAnswer.json(202, "{\"status\":\"OK\"}\n");
  }

  /// The extension that sent a request.
  ///
  /// @throws LambdaError 403 if the identifier is missing, malformed or unknown
  ExtensionAgent identified(HttpExchange exchange) throws LambdaError {
    String id = exchange.header(IDENTIFIER);
    if (id.isEmpty()) {
      throw LambdaError.forbidden(
          "Extension.MissingExtensionIdentifier", "Missing " + IDENTIFIER + " header");
    }
    try {
      UUID _ = UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw LambdaError.forbidden("Extension.InvalidExtensionIdentifier", "Invalid " + IDENTIFIER);
    }
    return environment
        .extensions()
        .registered(id)
        .orElseThrow(() ->
            LambdaError.forbidden(
                "Extension.UnknownExtensionIdentifier", "Unknown extension " + id));
  }
}
