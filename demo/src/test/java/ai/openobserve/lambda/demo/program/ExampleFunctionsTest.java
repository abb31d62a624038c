package ai.openobserve.lambda.demo.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.openobserve.lambda.sandbox.fake.FakeInvocations;
import ai.openobserve.lambda.sandbox.fake.FakeRuntimeApi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The example functions, each in its own runtime, against a Runtime API that hands out three
/// events.
@Timeout(60)
class ExampleFunctionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Catalogue CATALOGUE =
      Catalogue.of(
          Layout.ofThisBuild(),
          System.getenv().getOrDefault("PATH", ""),
          Path.of(System.getProperty("java.home")));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"orders-python", "orders-nodejs", "orders-java", "orders-shell"})
  void placesOrdersAndFailsWhenTheEventAsksForIt(String name) throws Exception {
    var example = example(name);
    try (var api =
            api("{\"order\":\"B-1\"}", "{\"order\":\"B-2\",\"fail\":true}", "{\"order\":\"B-3\"}");
        var runtime = new LocalRuntime(example, api.address(), folder)) {
      assertPlaced(api.invocations().awaitPost(PATIENCE), "request-1", "B-1");
      assertDeclined(api.invocations().awaitPost(PATIENCE), "request-2", "B-2");
      assertPlaced(api.invocations().awaitPost(PATIENCE), "request-3", "B-3");
      api.invocations().awaitIdle(PATIENCE);

      assertThat(runtime.lines())
          .anyMatch(l -> l.contains("Order B-1 received"))
          .anyMatch(l -> l.contains("teapot"))
          .anyMatch(l -> l.contains("order priced"))
          .anyMatch(l -> l.contains("Thank you! 🎉 ありがとう 谢谢 감사합니다 — cafe\u0301 für zwei"))
          .anyMatch(l -> l.contains("Order B-3 received"));
      assertThat(String.join("\n", runtime.lines()))
          .as("the error, with the function that threw it")
          .containsSubsequence("PaymentDeclined", "B-2")
          .containsPattern("charge|OrderHandler.handleRequest");
    }
  }

  @Test
  void pythonKeepsALogCallAndAnErrorInOneLineEach() throws Exception {
    var lines = linesOf(example("orders-python"), "{\"order\":\"B-1\",\"fail\":true}");

    assertThat(lines)
        .anyMatch(l ->
            l.startsWith("[INFO]\t")
                && l.endsWith("\trequest-1\tOrder B-1 checked:\r  address ok\r  stock ok"))
        .anyMatch(l ->
            l.startsWith(
                    "[ERROR] PaymentDeclined: card declined for order B-1\rTraceback (most recent call last):\r")
                && l.contains("lambda_function.py"));
    assertThat(lines).as("print() makes a line of every line").contains("  2 x cup      12.00");
  }

  @Test
  void nodejsLogsObjectsWhereTheLogFormatIsJson() throws Exception {
    var objects =
        linesOf(example("orders-nodejs"), "{\"order\":\"B-1\",\"fail\":true}").stream()
            .map(JSON::readTree)
            .toList();

    assertThat(objects.getFirst().path("requestId").asString("")).isEqualTo("request-1");
    assertThat(objects)
        .extracting(o -> o.path("level").asString(""))
        .containsExactly("INFO", "INFO", "INFO", "debug", "WARN", "ERROR");
    assertThat(objects.get(1).path("message").asString("")).contains("B-1\n  1 x teapot");
    assertThat(objects.get(2).path("message").path("total").doubleValue()).isEqualTo(43.9);
    assertThat(objects.getLast().path("message").path("errorType").asString(""))
        .isEqualTo("PaymentDeclined");
    assertThat(objects.getLast().path("message").path("stackTrace").isArray()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders-python", "orders-nodejs", "orders-java", "orders-shell"})
  void reportsAHandlerThatIsMissingAsAnInitError(String name) throws Exception {
    var example = example(name);
    var broken =
        new Example(
            name,
            example.runtime(),
            example.command().stream()
                .map(part -> part.equals(example.handler()) ? "no.such.Handler::handle" : part)
                .toList(),
            example.taskRoot(),
            "nothing.handler",
            example.logFormat());
    try (var api = api("{}");
        var runtime = new LocalRuntime(broken, api.address(), folder)) {
      var post = api.invocations().awaitPost(PATIENCE);
      assertThat(post.path()).isIn("init/error", "invocation/request-1/error");
      assertThat(JSON.readTree(post.body()).path("errorType").asString("")).isNotEmpty();
      if (post.path().equals("init/error")) {
        assertThat(runtime.awaitExit()).isNotZero();
      }
    }
  }

  @Test
  void saysWhichInterpreterIsMissing() {
    var catalogue = Catalogue.of(Layout.ofThisBuild(), "/nowhere", folder);

    assertThat(catalogue.skipped())
        .contains(
            "orders-python: no working python3 on the PATH",
            "orders-nodejs: no working node on the PATH",
            "orders-shell: no working bash on the PATH");
    assertThat(catalogue.examples()).extracting(Example::name).containsExactly("orders-java");
  }

  private static Example example(String name) {
    Stream<Example> all = CATALOGUE.examples().stream();
    var found = all.filter(e -> e.name().equals(name)).findFirst();
    assumeTrue(found.isPresent(), () -> "Skipped: " + CATALOGUE.skipped());
    return found.orElseThrow();
  }

  private static FakeRuntimeApi api(String... events) throws IOException {
    var api = new FakeRuntimeApi();
    List.of(events).forEach(api.invocations()::add);
    return api;
  }

  private List<String> linesOf(Example example, String event)
      throws IOException, InterruptedException {
    try (var api = api(event);
        var runtime = new LocalRuntime(example, api.address(), folder)) {
      api.invocations().awaitPost(PATIENCE);
      api.invocations().awaitIdle(PATIENCE);
      return runtime.lines();
    }
  }

  private static void assertPlaced(FakeInvocations.Post post, String requestId, String order) {
    assertThat(post.path()).isEqualTo("invocation/" + requestId + "/response");
    assertThat(JSON.readTree(post.body()))
        .isEqualTo(
            JSON.createObjectNode()
                .put("order", order)
                .put("status", "placed")
                .put("requestId", requestId));
  }

  private static void assertDeclined(FakeInvocations.Post post, String requestId, String order) {
    assertThat(post.path()).isEqualTo("invocation/" + requestId + "/error");
    assertThat(post.errorType()).isNotEmpty();
    JsonNode error = JSON.readTree(post.body());
    assertThat(error.path("errorType").asString("")).endsWith("PaymentDeclined");
    assertThat(error.path("errorMessage").asString(""))
        .isEqualTo("card declined for order " + order);
    assertThat(error.path("stackTrace").size() + error.path("trace").size()).isPositive();
  }
}
