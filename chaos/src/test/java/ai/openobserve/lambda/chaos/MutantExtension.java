package ai.openobserve.lambda.chaos;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// An extension as a program of its own that forwards telemetry simply and faithfully, or breaks
/// one rule: what the checker has to catch. Its first argument says which.
final class MutantExtension {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String behaviour;
  private final String api = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API");
  private final List<String> bodies = new ArrayList<>();
  private String id = "";
  private int invocations;
  private int posts;
  private int received;
  private int delivered;
  private int donesAwaited;
  private int reports;

  private MutantExtension(String behaviour) {
    this.behaviour = behaviour;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    new MutantExtension(arguments[0]).run();
  }

  private boolean is(String mutation) {
    return behaviour.equals(mutation);
  }

  private void run() throws IOException, InterruptedException {
    id =
        CLIENT
            .send(
                HttpRequest.newBuilder(URI.create(api + "/2020-01-01/extension/register"))
                    .header("Lambda-Extension-Name", "o2-lambda-extension")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"events\":[\"INVOKE\",\"SHUTDOWN\"]}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .headers()
            .firstValue("Lambda-Extension-Identifier")
            .orElseThrow();
    if (is("fails init")) {
      System.exit(1);
    }
    subscribe(listen());
    String event = next();
    while (event.contains("\"INVOKE\"")) {
      invoked();
      event = next();
    }
    shutDown();
  }

  private int listen() throws IOException {
    HttpServer listener =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listener.createContext(
        "/",
        exchange -> {
          take(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    listener.start();
    return listener.getAddress().getPort();
  }

  private synchronized void take(String body) {
    bodies.add(body);
    received += body.split("\\{\"time\":", -1).length - 1;
    donesAwaited -= body.contains("platform.runtimeDone") ? 1 : 0;
    reports += body.contains("platform.report") ? 1 : 0;
    notifyAll();
  }

  private void subscribe(int port) throws IOException, InterruptedException {
    String body =
        "{\"schemaVersion\":\"2025-01-29\",\"types\":[\"platform\",\"function\"],"
            + "\"buffering\":{\"timeoutMs\":25},\"destination\":{\"protocol\":\"HTTP\","
            + "\"URI\":\"http://sandbox.localdomain:%d\"}}".formatted(port);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + "/2022-07-01/telemetry"))
            .header("Lambda-Extension-Identifier", id)
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<Void> _ = CLIENT.send(request, HttpResponse.BodyHandlers.discarding());
  }

  private String next() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + "/2020-01-01/extension/event/next"))
            .header("Lambda-Extension-Identifier", id)
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private void invoked() throws IOException, InterruptedException {
    invocations++;
    if (is("dies")) {
      System.exit(3);
    }
    synchronized (this) {
      donesAwaited++;
      while (donesAwaited > 0) {
        wait();
      }
    }
    for (int i = 0; is("chatters") && i < 100; i++) {
      System.out.println("INFO All is well");
    }
    if (is("dawdles")) {
      Thread.sleep(4000);
    }
    deliver();
  }

  private void deliver() throws IOException, InterruptedException {
    List<String> batch;
    synchronized (this) {
      batch = List.copyOf(bodies);
      bodies.clear();
    }
    for (String body : batch) {
      delivered += body.split("\\{\"time\":", -1).length - 1;
      boolean lost = is("loses") && body.contains("\"function\"");
      if (!lost) {
        post(body);
      }
      if (is("doubles")) {
        post(body);
      }
      if (is("invents") && posts++ == 0) {
        post("[{\"type\":\"function\",\"record\":\"never written\"}]");
      }
    }
  }

  private static void post(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(System.getenv("O2_ENDPOINT") + "/api/default/default/_json"))
            .header("Authorization", System.getenv("O2_AUTHORIZATION_HEADER"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<Void> _ = CLIENT.send(request, HttpResponse.BodyHandlers.discarding());
  }

  private void shutDown() throws IOException, InterruptedException {
    synchronized (this) {
      while (reports < invocations) {
        wait();
      }
    }
    deliver();
    int held = is("lies") ? 7 : 0;
    int more = is("exaggerates") ? 500 : 0;
    if (!is("says nothing")) {
      System.out.printf(
          "INFO Records: %d received, %d delivered, 0 dropped, %d held%n",
          received + more, delivered + more, held);
    }
    if (is("lingers")) {
      Thread.currentThread().join();
    }
    System.exit(0);
  }
}
