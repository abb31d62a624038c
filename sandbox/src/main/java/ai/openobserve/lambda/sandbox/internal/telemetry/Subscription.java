package ai.openobserve.lambda.sandbox.internal.telemetry;

import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import ai.openobserve.lambda.sandbox.internal.model.SandboxOptions;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A subscription, checked against the Telemetry API's schema.
///
/// Limitation: rejects TCP destinations, which Lambda accepts.
///
/// @param strings whether JSON records are sent as strings, as before schema version 2022-12-13
public record Subscription(
    String schemaVersion,
    List<String> types,
    int maxItems,
    int maxBytes,
    Duration timeout,
    URI destination,
    boolean strings) {

  private static final String OLDEST = "2022-07-01";
  private static final String NEWEST = "2025-01-29";
  private static final Set<String> VERSIONS = Set.of(OLDEST, "2022-12-13", NEWEST);
  private static final Set<String> TYPES = Set.of("platform", "function", "extension");
  private static final Set<String> HOSTS = Set.of("sandbox", "sandbox.localdomain");
  private static final int OWN_PORT = 9001;

  /// An event in this subscriber's schema version.
  String json(TelemetryEvent event) {
    return strings ? event.jsonWithStringRecord() : event.json();
  }

  /// Reads a subscription request.
  ///
  /// @throws LambdaError 400 `ValidationError` with every violation
  static Subscription parse(String body, SandboxOptions options) throws LambdaError {
    JsonNode root;
    try {
      root = JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      throw invalid("failed to parse JSON: " + e.getOriginalMessage());
    }
    List<String> errors = new ArrayList<>();
    String version = root.path("schemaVersion").asString("");
    checkVersion(version, options.flavour(), errors);
    List<String> types = types(root.path("types"), errors);
    JsonNode buffering = root.path("buffering");
    int maxItems = number(buffering, "maxItems", 1000, 10_000, 10_000, errors);
    int maxBytes = number(buffering, "maxBytes", 262_144, 1_048_576, 262_144, errors);
    int timeoutMs = number(buffering, "timeoutMs", 25, 30_000, 1000, errors);
    boolean keepsPath = options.telemetryMode() == TelemetryMode.LAMBDA;
    URI destination = destination(root.path("destination"), keepsPath, errors);
    if (!errors.isEmpty()) {
      throw invalid("schema validation error: " + String.join("; ", errors));
    }
    return new Subscription(
        version,
        types,
        maxItems,
        maxBytes,
        Duration.ofMillis(timeoutMs),
        destination,
        version.equals(OLDEST));
  }

  private static void checkVersion(String version, Flavour flavour, List<String> errors) {
    if (!VERSIONS.contains(version)) {
      errors.add("schemaVersion is '%s', not one of %s".formatted(version, VERSIONS));
    } else if (flavour == Flavour.MANAGED_INSTANCES && !version.equals(NEWEST)) {
      errors.add(
          "schemaVersion is '%s'; Managed Instances take %s only".formatted(version, NEWEST));
    }
  }

  private static List<String> types(JsonNode node, List<String> errors) {
    List<String> types = new ArrayList<>();
    for (JsonNode each : node) {
      types.add(each.asString(""));
    }
    if (types.isEmpty() || !TYPES.containsAll(types)) {
      errors.add("types are %s, not one or more of %s".formatted(node, TYPES));
    }
    return List.copyOf(types);
  }

  private static int number(
      JsonNode buffering, String name, int min, int max, int byDefault, List<String> errors) {
    JsonNode node = buffering.path(name);
    if (node.isMissingNode()) {
      return byDefault;
    }
    if (!node.isInt() || node.intValue() < min || node.intValue() > max) {
      errors.add("%s is %s, not between %d and %d".formatted(name, node, min, max));
      return byDefault;
    }
    return node.intValue();
  }

  private static URI destination(JsonNode node, boolean keepsPath, List<String> errors) {
    URI none = URI.create("http://127.0.0.1:0/");
    if (!node.path("protocol").asString("").equals("HTTP")) {
      errors.add("destination.protocol is %s, not HTTP".formatted(node.path("protocol")));
      return none;
    }
    try {
      URI given = new URI(node.path("URI").asString(""));
      if (given.getHost() == null || !HOSTS.contains(given.getHost())) {
        errors.add("destination.URI host must be sandbox.localdomain, in " + given);
        return none;
      }
      if (given.getPort() == OWN_PORT) {
        errors.add("destination.URI port %d is the Runtime API's own".formatted(OWN_PORT));
        return none;
      }
      int port = given.getPort() < 0 ? 80 : given.getPort();
      String path = keepsPath && given.getRawPath() != null ? given.getRawPath() : "";
      return URI.create("http://127.0.0.1:" + port + (path.isEmpty() ? "/" : path));
    } catch (URISyntaxException e) {
      errors.add("could not parse destination.URI: " + e.getMessage());
      return none;
    }
  }

  private static LambdaError invalid(String message) {
    return new LambdaError(400, "ValidationError", message);
  }
}
