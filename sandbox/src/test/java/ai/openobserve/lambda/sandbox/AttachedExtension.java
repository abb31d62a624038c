package ai.openobserve.lambda.sandbox;

import ai.openobserve.lambda.sandbox.journal.Journal;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An extension inside the test: it speaks the Extensions and Telemetry APIs over plain HTTP, one
/// call at a time.
final class AttachedExtension implements AutoCloseable {
  static final String NAME = "fake";
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String api;
  private final HttpServer listener;
  private final Journal<String> bodies = new Journal<>("telemetry bodies");
  private volatile IntSupplier acknowledgement = () -> 200;
  private volatile String id = "";

  AttachedExtension(String runtimeApi) throws IOException {
    this.api = "http://" + runtimeApi;
    this.listener =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listener.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    listener.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          int status = acknowledgement.getAsInt();
          if (status == 200) {
            bodies.append(body);
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    listener.start();
  }

  /// Makes the listener answer with this status, after whatever the supplier waits for.
  void acknowledge(IntSupplier status) {
    acknowledgement = status;
  }

  Journal<String> bodies() {
    return bodies;
  }

  /// Waits for the first event of this type.
  JsonNode awaitEvent(String type) {
    String body = bodies.await(text -> text.contains("\"type\":\"" + type + "\""), PATIENCE);
    for (JsonNode event : JsonMapper.shared().readTree(body)) {
      if (event.path("type").asString("").equals(type)) {
        return event;
      }
    }
    throw new AssertionError(body);
  }

  HttpResponse<String> register(String... events) {
    return registerAs(NAME, events);
  }

  HttpResponse<String> registerAs(String name, String... events) {
    String body = JsonMapper.shared().writeValueAsString(java.util.Map.of("events", events));
    HttpResponse<String> answer =
        send(
            request("/2020-01-01/extension/register")
                .header("Lambda-Extension-Name", name)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    id = answer.headers().firstValue("Lambda-Extension-Identifier").orElse(id);
    return answer;
  }

  HttpResponse<String> subscribe(String... types) {
    return put(subscription("2025-01-29", 25, types));
  }

  String subscription(String schema, int timeoutMs, String... types) {
    return """
    {"schemaVersion":"%s","types":%s,
     "buffering":{"maxItems":1000,"maxBytes":262144,"timeoutMs":%d},
     "destination":{"protocol":"HTTP","URI":"http://sandbox.localdomain:%d/"}}\
    """
        .formatted(
            schema,
            JsonMapper.shared().writeValueAsString(types),
            timeoutMs,
            listener.getAddress().getPort());
  }

  HttpResponse<String> put(String body) {
    return send(
        request("/2022-07-01/telemetry")
            .header("Lambda-Extension-Identifier", id)
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> next() {
    return nextAs(id);
  }

  HttpResponse<String> nextAs(String identifier) {
    return send(
        request("/2020-01-01/extension/event/next")
            .header("Lambda-Extension-Identifier", identifier)
            .GET());
  }

  CompletableFuture<JsonNode> nextAsync() {
    HttpRequest request =
        request("/2020-01-01/extension/event/next")
            .header("Lambda-Extension-Identifier", id)
            .GET()
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(answer -> JsonMapper.shared().readTree(answer.body()));
  }

  HttpResponse<String> error(String phase, String type) {
    return send(
        request("/2020-01-01/extension/" + phase + "/error")
            .header("Lambda-Extension-Identifier", id)
            .header("Lambda-Extension-Function-Error-Type", type)
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(api + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    listener.stop(0);
    client.shutdownNow();
  }
}
