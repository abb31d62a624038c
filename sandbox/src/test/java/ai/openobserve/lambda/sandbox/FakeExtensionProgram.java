package ai.openobserve.lambda.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An extension as a real process; its argument selects what it does.
final class FakeExtensionProgram {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String BASE =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2020-01-01/extension/";

  private FakeExtensionProgram() {}

  /// The command that runs it.
  static List<String> command(String behaviour) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        Path.of("target", "test-classes").toAbsolutePath().toString(),
        FakeExtensionProgram.class.getName(),
        behaviour);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String behaviour = arguments[0];
    if (behaviour.equals("crash")) {
      System.err.println("cannot start");
      System.exit(3);
    }
    if (behaviour.equals("environment")) {
      Map<String, String> sorted = new TreeMap<>(System.getenv());
      sorted.forEach((name, value) -> System.out.println("env " + name + "=" + value));
      System.out.println("environment written");
    }
    String id = register();
    while (true) {
      String event = call(id, "event/next", "GET").body();
      System.out.println("event " + event);
      if (event.contains("SHUTDOWN")) {
        if (behaviour.equals("stubborn")) {
          Thread.currentThread().join();
        }
        System.exit(0);
      }
      if (behaviour.equals("crash-on-invoke")) {
        System.exit(4);
      }
      if (behaviour.equals("exit-error")) {
        call(id, "exit/error", "POST");
        System.exit(5);
      }
    }
  }

  private static String register() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(BASE + "register"))
            .header("Lambda-Extension-Name", "fake")
            .POST(HttpRequest.BodyPublishers.ofString("{\"events\":[\"INVOKE\",\"SHUTDOWN\"]}"))
            .build();
    return CLIENT
        .send(request, HttpResponse.BodyHandlers.ofString())
        .headers()
        .firstValue("Lambda-Extension-Identifier")
        .orElseThrow();
  }

  private static HttpResponse<String> call(String id, String path, String method)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(BASE + path))
            .header("Lambda-Extension-Identifier", id)
            .header("Lambda-Extension-Function-Error-Type", "Extension.Fake")
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
