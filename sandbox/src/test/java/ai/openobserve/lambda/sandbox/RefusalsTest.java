package ai.openobserve.lambda.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Calls and configurations that Lambda rejects, whichever way they arrive.
@Timeout(60)
class RefusalsTest {

  private static void assertRefused(HttpResponse<String> answer, int status, String errorType) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(JsonMapper.shared().readTree(answer.body()).path("errorType").asString(""))
        .isEqualTo(errorType);
  }

  private static HttpResponse<String> call(
      AttachedExtension extension, String method, String path, String body) {
    HttpRequest.Builder request = extension.request(path);
    return extension.send(
        request
            .header("Lambda-Runtime-Function-Error-Type", "Runtime.Test")
            .method(method, BodyPublishers.ofString(body)));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /",
    "GET, /2018-06-01/runtime/invocation",
    "POST, /2018-06-01/runtime/invocation/next",
    "PUT, /2018-06-01/runtime/invocation/next",
    "GET, /2018-06-01/runtime/restore/next",
    "POST, /2018-06-01/runtime/invocation/1/answer",
    "GET, /2020-01-01/extension/register",
    "POST, /2020-01-01/extension/event/next",
    "POST, /2020-01-01/extension/shutdown",
    "POST, /2022-07-01/telemetry",
  })
  void knowsNoOtherCalls(String method, String path) {
    try (Attached fixture = Attached.start(Sandbox.builder())) {
      assertRefused(call(fixture.extension(), method, path, "{}"), 404, "NotFound");
    }
  }

  @Test
  void doesNotSupportTheLogsApi() {
    try (Attached fixture = Attached.start(Sandbox.builder())) {
      assertRefused(
          call(fixture.extension(), "PUT", "/2020-08-15/logs", "{}"), 202, "Logs.NotSupported");
    }
  }

  @Test
  void refusesCallsOfAnExtensionThatHasNotRegistered() {
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (Attached _ =
        Attached.start(
            Sandbox.builder(),
            extension -> {
              answers.add(
                  extension.send(
                      extension
                          .request("/2022-07-01/telemetry")
                          .PUT(BodyPublishers.ofString("{}"))));
              answers.add(
                  extension.send(
                      extension
                          .request("/2020-01-01/extension/exit/error")
                          .header("Lambda-Extension-Function-Error-Type", "Extension.Test")
                          .POST(BodyPublishers.noBody())));
              extension.register("INVOKE");
            })) {
      assertRefused(answers.get(0), 403, "Extension.MissingExtensionIdentifier");
      assertRefused(answers.get(1), 403, "Extension.MissingExtensionIdentifier");
    }
  }

  @Test
  void refusesAnInitErrorOfAnExtensionThatIsReady() {
    try (Attached fixture = Attached.start(Sandbox.builder())) {
      assertRefused(
          fixture.extension().error("init", "Extension.Late"),
          403,
          "Extension.InvalidExtensionState");
    }
  }

  @Test
  void refusesMoreThanTenExtensionsWithTheInternalOnes() {
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (Attached _ =
        Attached.start(
            Sandbox.builder(),
            extension -> {
              for (int i = 0; i < 10; i++) {
                answers.add(extension.registerAs("internal-" + i, "INVOKE"));
              }
              extension.register("INVOKE");
              fixtureNexts(extension, answers);
            })) {
      assertThat(answers.subList(0, 9)).allMatch(answer -> answer.statusCode() == 200);
      assertRefused(answers.get(9), 403, "Extension.TooManyExtensions");
    }
  }

  /// Asks for the first event of every internal extension, so that the init phase can end.
  private static void fixtureNexts(
      AttachedExtension extension, List<HttpResponse<String>> registrations) {
    for (HttpResponse<String> each : registrations) {
      each.headers()
          .firstValue("Lambda-Extension-Identifier")
          .ifPresent(id -> Thread.ofVirtual().start(() -> extension.nextAs(id)));
    }
  }

  @Test
  void refusesAResponseToAnotherInvocationAndASecondOne() {
    List<HttpResponse<String>> answers = new ArrayList<>();
    CompletableFuture<AttachedExtension> caller = new CompletableFuture<>();
    Function function =
        Function.scripted(invocation -> {
          String calls = "/2018-06-01/runtime/invocation/";
          AttachedExtension extension = Attached.get(caller);
          answers.add(call(extension, "POST", calls + "unknown/response", "{}"));
          answers.add(call(extension, "GET", calls + "next", ""));
          answers.add(call(extension, "POST", "/2018-06-01/runtime/init/error", "{}"));
          return "{}";
        });
    try (Attached fixture = Attached.start(Sandbox.builder().function(function))) {
      caller.complete(fixture.extension());
      CompletableFuture<InvokeResult> invoking = fixture.sandbox().invokeAsync("1");
      fixture.event();
      CompletableFuture<?> _ = fixture.extension().nextAsync();
      assertThat(Attached.get(invoking).succeeded()).isTrue();
      assertRefused(answers.get(0), 400, "InvalidRequestID");
      assertRefused(answers.get(1), 403, "InvalidStateTransition");
      assertRefused(answers.get(2), 403, "InvalidStateTransition");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"_HANDLER", "AWS_LAMBDA_RUNTIME_API", "AWS_SESSION_TOKEN", "LAMBDA_TASK_ROOT"})
  void refusesReservedVariables(String name) {
    assertThatThrownBy(() -> Sandbox.builder().environment(name, "x").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void refusesAnEleventhExtensionAndTwoOfOneName() {
    SandboxBuilder many = Sandbox.builder();
    for (int i = 0; i < 11; i++) {
      many.attachedExtension("extension-" + i);
    }
    assertThatThrownBy(many::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("11 extensions given; Lambda accepts at most 10");
    assertThatThrownBy(Sandbox.builder().attachedExtension("same").attachedExtension("same")::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Two extensions are named same");
  }

  @Test
  void refusesTimeOutsThatAreNotPositive() {
    assertThatThrownBy(Sandbox.builder().timeout(Duration.ZERO)::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be positive");
  }

  @Test
  void restoresOnlySnapshots() {
    try (Attached fixture = Attached.start(Sandbox.builder().flavour(Flavour.PROVISIONED))) {
      assertRefused(
          call(fixture.extension(), "GET", "/2018-06-01/runtime/restore/next", ""),
          404,
          "NotFound");
    }
  }
}
