package ai.openobserve.lambda.sandbox.view;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The responses of the page's server, without a browser.
@Timeout(60)
class LiveViewTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private OpenObserveSink sink;
  private LiveView view;

  @BeforeEach
  void start() throws IOException {
    sink = OpenObserveSink.start();
    view = LiveView.withInvocations(sink, "{\"order\":\"A-1\"}", 0);
  }

  @AfterEach
  void close() {
    view.close();
    sink.close();
    http.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(view.url() + path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(view.url() + path))
            .header("X-Live-View", "1")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private JsonNode happenings(long after) throws Exception {
    return JsonMapper.shared().readTree(get("happenings?after=" + after).body());
  }

  private int deliver(String records) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(sink.url() + "/api/" + sink.organization() + "/default/_json"))
            .header("Authorization", sink.authorization())
            .POST(HttpRequest.BodyPublishers.ofString(records))
            .build();
    return http.send(request, BodyHandlers.ofString()).statusCode();
  }

  @Test
  void servesAPageThatMayLoadNothingFromElsewhere() throws Exception {
    HttpResponse<String> page = get("");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "connect-src 'self'");
    assertThat(page.body())
        .contains("<!doctype html>")
        .doesNotContain("https://", "src=\"http", "href=\"http", "url(");
    assertThat(get("favicon.ico").statusCode()).isEqualTo(404);
  }

  /// If an attacker makes a name resolve to 127.0.0.1, their page would count as this server's own.
  @Test
  void servesNoOtherHost() throws Exception {
    try (var socket =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(view.url()).getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /happenings?after=0 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("happenings");
    }
  }

  @Test
  void changesNothingForAnotherPage() throws Exception {
    HttpRequest forged =
        HttpRequest.newBuilder(URI.create(view.url() + "fault?name=UNAVAILABLE"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();

    assertThat(http.send(forged, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    assertThat(deliver("[{\"type\":\"function\",\"record\":\"x\"}]")).isEqualTo(200);
  }

  @Test
  void switchesFaultsOnAndOff() throws Exception {
    assertThat(post("fault?name=UNAVAILABLE", "").statusCode()).isEqualTo(200);
    assertThat(deliver("[{\"record\":\"x\"}]")).isEqualTo(503);
    assertThat(happenings(0).path("fault").asString("")).isEqualTo("UNAVAILABLE");

    assertThat(post("fault?name=PORTAL", "").statusCode()).isEqualTo(200);
    assertThat(deliver("[{\"record\":\"x\"}]")).isEqualTo(200);
    assertThat(sink.records().entries()).isEmpty();

    assertThat(post("fault?name=NONE", "").statusCode()).isEqualTo(200);
    assertThat(deliver("[{\"record\":\"x\"}]")).isEqualTo(200);
    assertThat(sink.records().entries()).hasSize(1);
    assertThat(post("fault?name=FIRE", "").statusCode()).isEqualTo(400);
  }

  @Test
  void tellsWhatHasHappenedSinceTheLastLook() throws Exception {
    assertThat(deliver("[{\"type\":\"function\",\"record\":\"one\\n\",\"requestId\":\"r-1\"}]"))
        .isEqualTo(200);
    sink.answers().awaitCount(1, PATIENCE);
    JsonNode first = happenings(0);
    List<String> kinds = new ArrayList<>();
    first.path("happenings").forEach(each -> kinds.add(each.path("kind").asString("")));
    assertThat(kinds).containsExactly("record", "request");
    assertThat(first.path("happenings").get(0).path("text").asString("")).isEqualTo("one\n");
    assertThat(first.path("happenings").get(0).path("request").asString("")).isEqualTo("r-1");
    assertThat(first.path("totals").path("storedLines").asInt()).isEqualTo(1);
    assertThat(first.path("last").asInt()).isEqualTo(2);

    assertThat(happenings(2).path("happenings")).isEmpty();
    assertThat(happenings(1).path("happenings")).hasSize(1);
    assertThat(get("happenings?after=x").statusCode()).isEqualTo(400);
  }

  @Test
  void aRequestThatStoresLessThanItBringsHasFailed() throws Exception {
    post("fault?name=PORTAL", "");
    assertThat(deliver("[{\"record\":\"x\"}]")).isEqualTo(200);
    sink.answers().awaitCount(1, PATIENCE);

    JsonNode answer = happenings(0);
    assertThat(answer.path("happenings").get(0).path("failed").asBoolean()).isTrue();
    assertThat(answer.path("totals").path("failedRequests").asInt()).isEqualTo(1);
  }

  @Test
  void showsThePhasesOfASandbox() throws Exception {
    try (Sandbox sandbox =
        Sandbox.builder()
            .function(
                Function.scripted(invocation -> {
                  invocation.log("hello");
                  return "{}";
                }))
            .beforeInit(starting -> view.watch("orders", starting))
            .start()) {
      String id = sandbox.invoke("{}").requestId();

      JsonNode answer = happenings(0);
      List<String> steps = new ArrayList<>();
      answer
          .path("happenings")
          .forEach(each ->
              steps.add(
                  each.path("phase").asString("")
                      + " "
                      + each.path("step").asString("")
                      + " "
                      + each.path("request").asString("")));
      assertThat(steps)
          .containsExactly(
              "init began ",
              "init ended ",
              "invoke began " + id,
              "invoke done " + id,
              "invoke ended " + id,
              "freeze began ");
      assertThat(answer.path("totals").path("printed").asInt()).isEqualTo(1);
      assertThat(answer.path("happenings").get(0).path("function").asString(""))
          .isEqualTo("orders");
    }
  }

  @Test
  void passesOnWhatThePersonWishes() throws Exception {
    assertThat(happenings(0).path("payload").asString("")).isEqualTo("{\"order\":\"A-1\"}");
    assertThat(view.awaitWish(Duration.ZERO)).isEmpty();

    assertThat(post("invoke", "{\"order\":\"A-2\"}").statusCode()).isEqualTo(200);
    assertThat(post("finish", "").statusCode()).isEqualTo(200);

    assertThat(view.awaitWish()).isEqualTo(new Wish.Invoke("{\"order\":\"A-2\"}"));
    assertThat(view.awaitWish(PATIENCE)).hasValue(new Wish.Finish());
    assertThat(post("invoke", "x".repeat((6 << 20) + 1)).statusCode()).isEqualTo(413);
  }

  @Test
  void offersNoInvocationsWhereNobodyWaitsForThem() throws Exception {
    try (LiveView watching = LiveView.of(sink, 0)) {
      HttpRequest invoke =
          HttpRequest.newBuilder(URI.create(watching.url() + "invoke"))
              .header("X-Live-View", "1")
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      assertThat(http.send(invoke, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
      HttpRequest look =
          HttpRequest.newBuilder(URI.create(watching.url() + "happenings?after=0")).build();
      assertThat(http.send(look, BodyHandlers.ofString()).body()).doesNotContain("payload");
    }
  }
}
