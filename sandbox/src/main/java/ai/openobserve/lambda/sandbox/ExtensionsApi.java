package ai.openobserve.lambda.sandbox;

import ai.openobserve.lambda.sandbox.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.http.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
      case "POST init/error" -> error(exchange, true);
      case "POST exit/error" -> error(exchange, false);
      default -> throw ApiServer.notFound();
    };
  }

  private HttpAnswer register(HttpExchange exchange)
      throws LambdaError, IOException, InterruptedException {
    String name = exchange.header("Lambda-Extension-Name");
    if (name.isEmpty()) {
      throw LambdaError.forbidden("Extension.InvalidExtensionName", "Empty extension name");
    }
    List<String> events = events(text(exchange));
    ExtensionAgent agent =
        environment
            .monitor()
            .call(() -> {
              Optional<ExtensionAgent> known = environment.byName(name);
              boolean internal = known.map(ExtensionAgent::internal).orElse(true);
              checkEvents(events, internal);
              ExtensionAgent registering =
                  known.isPresent() ? known.get() : environment.addInternal(name);
              registering.register(events);
              return registering;
            });
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

  private void checkEvents(List<String> events, boolean internal) throws LambdaError {
    boolean managed = environment.options().flavour() == Flavour.MANAGED_INSTANCES;
    for (String event : events) {
      boolean allowed =
          switch (event) {
            case ExtensionAgent.INVOKE -> !managed;
            case ExtensionAgent.SHUTDOWN -> !internal;
            default -> false;
          };
      if (!allowed) {
        throw LambdaError.forbidden(
            "Extension.InvalidEventType", event + ": " + explanation(event, internal));
      }
    }
  }

  private static String explanation(String event, boolean internal) {
    return switch (event) {
      case ExtensionAgent.INVOKE -> "not available on Managed Instances";
      case ExtensionAgent.SHUTDOWN ->
          "not available to internal extensions"
              + (internal ? " (is the name the executable's file name?)" : "");
      default -> "invalid event type";
    };
  }

  private HttpAnswer next(HttpExchange exchange)
      throws LambdaError, IOException, InterruptedException {
    Optional<String> event = environment.monitor().call(() -> known(exchange).next());
    return HttpAnswer.json(200, event.orElseThrow(ApiServer::gone))
        .header("Lambda-Extension-Event-Identifier", UUID.randomUUID().toString());
  }

  private HttpAnswer error(HttpExchange exchange, boolean init)
      throws LambdaError, IOException, InterruptedException {
    String _ = text(exchange);
    ExtensionAgent agent = identified(exchange);
    String type = exchange.header(ERROR_TYPE);
    if (type.isEmpty()) {
      throw LambdaError.forbidden("Extension.MissingHeader", ERROR_TYPE + " not found");
    }
    return environment
        .monitor()
        .call(() -> {
          if (init) {
            agent.initError(type);
          } else {
            agent.exitError(type);
          }
          return HttpAnswer.json(202, "{\"status\":\"OK\"}\n");
        });
  }

  /// The extension that a request comes from.
  ///
  /// @throws LambdaError 403 where its identifier is missing, is none, or is nobody's
  ExtensionAgent identified(HttpExchange exchange) throws LambdaError, InterruptedException {
    return environment.monitor().call(() -> known(exchange));
  }

  private ExtensionAgent known(HttpExchange exchange) throws LambdaError {
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
        .byId(id)
        .orElseThrow(() ->
            LambdaError.forbidden(
                "Extension.UnknownExtensionIdentifier", "Unknown extension " + id));
  }

  static String text(HttpExchange exchange) throws IOException {
    return new String(exchange.body().readAllBytes(), StandardCharsets.UTF_8);
  }
}
