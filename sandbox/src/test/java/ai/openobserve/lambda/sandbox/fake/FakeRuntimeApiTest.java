package ai.openobserve.lambda.sandbox.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FakeRuntimeApiTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final FakeRuntimeApi api;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  FakeRuntimeApiTest() throws IOException {
    api = new FakeRuntimeApi();
  }

  @AfterEach
  void close() {
    api.close();
    client.shutdownNow();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + api.address() + path)).timeout(PATIENCE);
  }

  private CompletableFuture<HttpResponse<String>> get(String path) {
    return client.sendAsync(to(path).GET().build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        to(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  @Test
  void answersAsLambdaUnlessScriptedOtherwise() throws Exception {
    api.answerTo("register", 403, "no");
    api.answerTo("error {}", 500, "broken");
    assertThat(post("/2020-01-01/extension/register", "{}").statusCode()).isEqualTo(403);
    assertThat(post("/2020-01-01/extension/init/error", "").statusCode()).isEqualTo(202);
    assertThat(post("/2020-01-01/extension/init/error", "{}").statusCode()).isEqualTo(500);
    assertThat(api.calls()).containsExactly("register {}", "error", "error {}");
  }

  @Test
  void handsOutEventsInOrderAndWaitsForThem() throws Exception {
    CompletableFuture<HttpResponse<String>> first = get("/2020-01-01/extension/event/next");
    api.awaitNext();
    assertThat(first).isNotDone();
    api.event("{\"eventType\":\"INVOKE\"}");
    assertThat(first.get(20, TimeUnit.SECONDS).body()).contains("INVOKE");
    api.failNext();
    assertThat(get("/2020-01-01/extension/event/next").get(20, TimeUnit.SECONDS).statusCode())
        .isEqualTo(500);
    assertThat(api.asksForNext()).isTrue();
  }

  @Test
  void handsOutInvocationsAndKeepsTheAnswers() throws Exception {
    api.invocations().add("1");
    HttpResponse<String> next =
        get("/2018-06-01/runtime/invocation/next").get(20, TimeUnit.SECONDS);
    assertThat(next.body()).isEqualTo("1");
    assertThat(next.headers().firstValue("Lambda-Runtime-Aws-Request-Id")).hasValue("request-1");
    assertThat(post("/2018-06-01/runtime/invocation/request-1/response", "done").statusCode())
        .isEqualTo(202);
    assertThat(api.invocations().awaitPost(PATIENCE))
        .isEqualTo(new FakeInvocations.Post("invocation/request-1/response", "", "done"));
    CompletableFuture<HttpResponse<String>> waiting = get("/2018-06-01/runtime/invocation/next");
    api.invocations().awaitIdle(PATIENCE);
    assertThat(waiting).isNotDone();
  }

  @Test
  void keepsPostsInOrder() throws Exception {
    assertThat(post("/2018-06-01/runtime/invocation/request-1/response", "1").statusCode())
        .isEqualTo(202);
    assertThat(post("/2018-06-01/runtime/invocation/request-2/response", "2").statusCode())
        .isEqualTo(202);
    assertThat(api.invocations().awaitPost(PATIENCE).body()).isEqualTo("1");
    assertThat(api.invocations().awaitPost(PATIENCE).body()).isEqualTo("2");
  }

  @Test
  void hasNobodyToSendTelemetryToBeforeASubscription() {
    assertThatThrownBy(() -> api.send("[]"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no subscription");
  }
}
