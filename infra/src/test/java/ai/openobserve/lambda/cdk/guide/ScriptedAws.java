package ai.openobserve.lambda.cdk.guide;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.json.JsonMapper;

/// Answers the few AWS API calls that the guide's commands make through their command line tools:
/// the parameter with the layer's ARN, the secret, the layer's zip, and the update of a function,
/// whose answer contains the environment, like Lambda's.
final class ScriptedAws implements AutoCloseable {
  static final String LAYER =
      "arn:aws:lambda:eu-west-1:111122223333:layer:openobserve-extension-x86_64:7";

  private final HttpServer server;
  private final String secret;
  private final byte[] zip;
  private final List<String> changes = new CopyOnWriteArrayList<>();
  private final List<String> unexpected = new CopyOnWriteArrayList<>();

  ScriptedAws(String secret, byte[] zip) throws IOException {
    this.secret = secret;
    this.zip = zip.clone();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Environment variables that point the tools here.
  Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL", endpoint(),
        "AWS_REGION", "eu-west-1",
        "AWS_DEFAULT_REGION", "eu-west-1",
        "AWS_ACCESS_KEY_ID", "test",
        "AWS_SECRET_ACCESS_KEY", "test",
        "AWS_EC2_METADATA_DISABLED", "true");
  }

  /// Bodies of the calls that updated the function.
  List<String> changes() {
    return List.copyOf(changes);
  }

  /// Calls that have no scripted answer.
  List<String> unexpected() {
    return List.copyOf(unexpected);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String target =
        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("X-Amz-Target"), "");
    String path = exchange.getRequestURI().getPath();
    if (target.equals("AmazonSSM.GetParameter")) {
      send(exchange, Map.of("Parameter", parameter(body)));
    } else if (target.equals("secretsmanager.GetSecretValue")) {
      send(exchange, Map.of("Name", "openobserve/authorization", "SecretString", secret));
    } else if (path.equals("/2015-03-31/functions/orders/configuration")) {
      changes.add(body);
      send(
          exchange,
          Map.of(
              "FunctionName",
              "orders",
              "LastUpdateStatus",
              "InProgress",
              "Environment",
              JsonMapper.shared().readValue(body, Map.class).get("Environment")));
    } else if (path.equals("/2018-10-31/layers")) {
      send(exchange, Map.of("Content", Map.of("Location", endpoint() + "/layer.zip")));
    } else if (path.equals("/layer.zip")) {
      send(exchange, 200, zip);
    } else {
      unexpected.add(exchange.getRequestMethod() + " " + path + " " + target);
      send(exchange, 400, "{\"__type\":\"NotScripted\"}".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Map<String, Object> parameter(String body) {
    Object name = JsonMapper.shared().readValue(body, Map.class).get("Name");
    return Map.of("Name", name, "Type", "String", "Version", 1, "Value", LAYER, "DataType", "text");
  }

  private static void send(HttpExchange exchange, Map<String, Object> answer) throws IOException {
    send(exchange, 200, JsonMapper.shared().writeValueAsBytes(answer));
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
