package ai.openobserve.lambda.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.InitResult;
import ai.openobserve.lambda.sandbox.model.Status;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where Lambda rejects an extension's call, the sandbox rejects it with the same status and error
/// type.
@Timeout(60)
class StateRulesTest {

  @Test
  void answersRegistrationWithTheFunction() {
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (Attached _ =
        Attached.start(
            Sandbox.builder().functionName("orders").functionVersion("7"),
            extension -> answers.add(extension.register("INVOKE")))) {
      JsonNode body = JsonMapper.shared().readTree(answers.getFirst().body());
      assertThat(body.path("functionName").stringValue()).isEqualTo("orders");
      assertThat(body.path("functionVersion").stringValue()).isEqualTo("7");
      assertThat(body.path("handler").stringValue()).isEqualTo("index.handler");
      assertThat(body.has("accountId")).isFalse();
      assertThat(answers.getFirst().headers().firstValue("lambda-extension-identifier"))
          .isPresent();
    }
  }

  @Test
  void takesAnUnknownNameForAnInternalExtensionWhichHasNoShutdown() {
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (Attached _ =
        Attached.start(
            Sandbox.builder(),
            extension -> {
              answers.add(extension.registerAs("wrong-name", "INVOKE", "SHUTDOWN"));
              extension.register("INVOKE");
            })) {
      assertRefused(answers.getFirst(), 403, "Extension.InvalidEventType");
    }
  }

  @Test
  void refusesInvokeOnManagedInstances() {
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (Attached _ =
        Attached.start(
            Sandbox.builder().flavour(Flavour.MANAGED_INSTANCES),
            extension -> {
              answers.add(extension.register("INVOKE", "SHUTDOWN"));
              extension.register("SHUTDOWN");
              answers.add(extension.put(extension.subscription("2022-12-13", 25, "platform")));
            })) {
      assertRefused(answers.getFirst(), 403, "Extension.InvalidEventType");
      assertRefused(answers.getLast(), 400, "ValidationError");
    }
  }

  @Test
  void refusesRegistrationsOutOfTurn() {
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (Attached fixture =
        Attached.start(
            Sandbox.builder(),
            extension -> {
              answers.add(extension.registerAs("", "INVOKE"));
              answers.add(extension.registerAs(AttachedExtension.NAME, "RESTORE"));
              answers.add(
                  extension.send(
                      extension
                          .request("/2020-01-01/extension/register")
                          .header("Lambda-Extension-Name", AttachedExtension.NAME)
                          .POST(HttpRequest.BodyPublishers.ofString("nonsense"))));
              extension.register("INVOKE");
              answers.add(extension.register("INVOKE"));
            })) {
      assertRefused(answers.get(0), 403, "Extension.InvalidExtensionName");
      assertRefused(answers.get(1), 403, "Extension.InvalidEventType");
      assertRefused(answers.get(2), 403, "InvalidRequestFormat");
      assertRefused(answers.get(3), 403, "Extension.InvalidExtensionState");
      assertRefused(
          fixture.extension().registerAs("late", "INVOKE"), 403, "Extension.RegistrationClosed");
    }
  }

  @Test
  void knowsItsExtensionsByTheirIdentifiers() {
    try (Attached fixture = Attached.start(Sandbox.builder())) {
      AttachedExtension extension = fixture.extension();
      assertRefused(
          extension.nextAs(UUID.randomUUID().toString()),
          403,
          "Extension.UnknownExtensionIdentifier");
      assertRefused(extension.nextAs("nonsense"), 403, "Extension.InvalidExtensionIdentifier");
      assertRefused(
          extension.send(extension.request("/2020-01-01/extension/event/next").GET()),
          403,
          "Extension.MissingExtensionIdentifier");
    }
  }

  @Test
  void refusesASecondRequestForTheNextEvent() {
    try (Attached fixture = Attached.start(Sandbox.builder())) {
      assertRefused(fixture.extension().next(), 403, "Extension.InvalidExtensionState");
    }
  }

  @Test
  void takesOneSubscriptionAnExtensionAndNoneAfterInit() {
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (Attached fixture =
        Attached.start(
            Sandbox.builder(),
            extension -> {
              extension.register("INVOKE");
              answers.add(extension.subscribe("platform"));
              answers.add(extension.subscribe("platform"));
            })) {
      assertThat(answers.getFirst().statusCode()).isEqualTo(200);
      assertThat(answers.getFirst().body()).isEqualTo("\"OK\"");
      assertThat(answers.getLast().statusCode()).isEqualTo(500);
      assertRefused(fixture.extension().subscribe("platform"), 403, "Telemetry.SubscriptionClosed");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2025-01-29, 2024-01-01",
    "[\"platform\"], []",
    "[\"platform\"], [\"platform,metrics\"]",
    "1000, 999",
    "1000, 10001",
    "262144, 262143",
    "262144, 1048577",
    ":25}, :24}",
    ":25}, :30001}",
    "HTTP\", UDP\"",
    "sandbox.localdomain, localhost",
    "sandbox.localdomain:, sandbox.localdomain:9001/x?",
  })
  void refusesSubscriptionsThatBreakTheSchema(String good, String bad) {
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (Attached _ =
        Attached.start(
            Sandbox.builder(),
            extension -> {
              extension.register("INVOKE");
              String body = extension.subscription("2025-01-29", 25, "platform");
              assertThat(body).contains(good);
              answers.add(extension.put(body.replace(good, bad)));
              answers.add(extension.put(body));
            })) {
      assertRefused(answers.getFirst(), 400, "ValidationError");
      assertThat(answers.getLast().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void supportsNoTelemetryWhereTheEmulatorDoesNot() {
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (Attached fixture =
        Attached.start(
            Sandbox.builder().telemetryMode(TelemetryMode.NOT_SUPPORTED),
            extension -> {
              extension.register("INVOKE");
              answers.add(extension.subscribe("platform"));
            })) {
      assertRefused(answers.getFirst(), 202, "Telemetry.NotSupported");
      assertThat(fixture.sandbox().init().succeeded()).isTrue();
    }
  }

  @Test
  void failsTheInitWhenAnExtensionReportsAnError() {
    List<HttpResponse<String>> answers = new ArrayList<>();
    CompletableFuture<InitResult> init = new CompletableFuture<>();
    SandboxBuilder builder = Sandbox.builder().attachedExtension(AttachedExtension.NAME);
    builder.shutdownTimeout(Duration.ofMillis(100));
    builder.beforeInit(starting ->
        Thread.ofVirtual()
            .start(() -> {
              try (AttachedExtension extension = new AttachedExtension(starting.runtimeApi())) {
                extension.register("INVOKE");
                answers.add(extension.error("init", ""));
                answers.add(extension.error("init", "Extension.BadConfiguration"));
              } catch (java.io.IOException e) {
                init.completeExceptionally(e);
              }
            }));
    try (Sandbox sandbox = builder.start()) {
      assertThat(sandbox.init().status()).isEqualTo(Status.ERROR);
      assertThat(sandbox.init().errorType()).hasValue("Extension.InitError");
      String report =
          sandbox.telemetry().events().await(e -> e.contains("initReport"), Duration.ofSeconds(5));
      assertThat(report).contains("\"status\":\"error\"");
      assertThat(sandbox.trail().entries()).contains("InitError fake Extension.BadConfiguration");
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
    assertRefused(answers.getFirst(), 403, "Extension.MissingHeader");
  }

  @Test
  void failsTheInitWhenAnExtensionNeverAsksForAnEvent() throws Exception {
    try (Sandbox sandbox =
        Sandbox.builder()
            .attachedExtension("silent")
            .initTimeout(Duration.ofMillis(50))
            .shutdownTimeout(Duration.ofMillis(50))
            .start()) {
      assertThat(sandbox.init().status()).isEqualTo(Status.TIMEOUT);
    }
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String errorType) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(JsonMapper.shared().readTree(answer.body()).path("errorType").asString(""))
        .isEqualTo(errorType);
  }
}
