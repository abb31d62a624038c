package ai.openobserve.lambda.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.LogFormat;
import ai.openobserve.lambda.sandbox.model.RuntimeExit;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.ShutdownResult;
import ai.openobserve.lambda.sandbox.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// Takes an environment through its phases, with the test as its extension.
@Timeout(60)
class LifeCycleTest {

  private static Function answering(String... lines) {
    return Function.scripted(invocation -> {
      List.of(lines).forEach(invocation::log);
      return "{\"answer\":" + invocation.payload() + "}";
    });
  }

  @Test
  void runsInitInvokeAndShutdown() {
    try (Attached fixture = Attached.start(Sandbox.builder().function(answering("hello")))) {
      Sandbox sandbox = fixture.sandbox();
      AttachedExtension extension = fixture.extension();
      assertThat(sandbox.init().succeeded()).isTrue();

      CompletableFuture<InvokeResult> invoking = sandbox.invokeAsync("42");
      JsonNode invoke = fixture.event();
      assertThat(invoke.path("eventType").stringValue()).isEqualTo("INVOKE");
      assertThat(extension.awaitEvent("function").path("record").stringValue())
          .isEqualTo("hello\n");
      JsonNode done = extension.awaitEvent("platform.runtimeDone");
      assertThat(done.path("record").path("requestId")).isEqualTo(invoke.path("requestId"));
      assertThat(invoking).isNotDone();

      CompletableFuture<JsonNode> next = extension.nextAsync();
      InvokeResult result = Attached.get(invoking);
      assertThat(result.succeeded()).isTrue();
      assertThat(result.response()).hasValue("{\"answer\":42}");
      assertThat(result.timings().addedByExtensions()).isPositive();

      CompletableFuture<ShutdownResult> ending = fixture.shutdownAsync(ShutdownReason.SPINDOWN);
      JsonNode shutdown = Attached.get(next);
      assertThat(shutdown.path("eventType").stringValue()).isEqualTo("SHUTDOWN");
      assertThat(shutdown.path("shutdownReason").stringValue()).isEqualTo("SPINDOWN");
      extension.awaitEvent("platform.report");
      sandbox.extension().markExited(0);
      assertThat(Attached.get(ending).clean()).isTrue();
    }
  }

  @Test
  void replaysTheInitEventsToANewSubscriber() {
    try (Attached fixture = Attached.start(Sandbox.builder())) {
      CompletableFuture<InvokeResult> _ = fixture.sandbox().invokeAsync("1");
      JsonNode start = fixture.extension().awaitEvent("platform.initStart");
      assertThat(start.path("record").path("initializationType").stringValue())
          .isEqualTo("on-demand");
      assertThat(fixture.extension().awaitEvent("platform.telemetrySubscription").toString())
          .contains("\"state\":\"Subscribed\"");
      assertThat(fixture.extension().awaitEvent("platform.extension").toString())
          .contains("\"Ready\"");
    }
  }

  @Test
  void sendsTheReportWithTheNextInvocationOnly() {
    try (Attached fixture = Attached.start(Sandbox.builder())) {
      CompletableFuture<InvokeResult> first = fixture.sandbox().invokeAsync("1");
      String id = fixture.event().path("requestId").stringValue();
      fixture.extension().awaitEvent("platform.runtimeDone");
      CompletableFuture<JsonNode> next = fixture.extension().nextAsync();
      assertThat(Attached.get(first).requestId()).isEqualTo(id);
      assertThat(fixture.sandbox().telemetry().events().entries())
          .anyMatch(event -> event.contains("platform.report"));
      assertThat(fixture.extension().bodies().entries())
          .noneMatch(body -> body.contains("platform.report"));

      CompletableFuture<InvokeResult> _ = fixture.sandbox().invokeAsync("2");
      Attached.get(next);
      JsonNode report = fixture.extension().awaitEvent("platform.report").path("record");
      assertThat(report.path("requestId").stringValue()).isEqualTo(id);
      assertThat(report.path("metrics").has("initDurationMs")).isTrue();
    }
  }

  @Test
  void timesOutWhenTheExtensionIsSlowerThanTheFunctionsTimeOut() {
    SandboxBuilder builder =
        Sandbox.builder()
            .function(answering())
            .timeout(Duration.ofSeconds(1))
            .shutdownTimeout(Duration.ofMillis(200));
    try (Attached fixture = Attached.start(builder)) {
      CompletableFuture<InvokeResult> invoking = fixture.sandbox().invokeAsync("1");
      fixture.event();
      InvokeResult result = Attached.get(invoking);
      assertThat(result.status()).isEqualTo(Status.TIMEOUT);
      assertThat(result.response()).isPresent();
      assertThat(fixture.sandbox().trail().entries()).contains("shutdown TIMEOUT");
    }
  }

  @Test
  void tellsTheExtensionOfATimeOut() {
    CountDownLatch never = new CountDownLatch(1);
    SandboxBuilder builder =
        Sandbox.builder()
            .timeout(Duration.ofMillis(200))
            .function(
                Function.scripted(_ -> {
                  never.await();
                  return "";
                }));
    try (Attached fixture = Attached.start(builder)) {
      CompletableFuture<InvokeResult> invoking = fixture.sandbox().invokeAsync("1");
      fixture.event();
      CompletableFuture<JsonNode> next = fixture.extension().nextAsync();
      JsonNode shutdown = Attached.get(next);
      assertThat(shutdown.path("shutdownReason").stringValue()).isEqualTo("TIMEOUT");
      assertThat(shutdown.path("deadlineMs").longValue())
          .isBetween(Instant.now().toEpochMilli(), Instant.now().plusSeconds(2).toEpochMilli());
      assertThat(fixture.extension().awaitEvent("platform.runtimeDone").path("record").toString())
          .contains("\"status\":\"timeout\"");
      fixture.sandbox().extension().markExited(0);
      InvokeResult result = Attached.get(invoking);
      assertThat(result.status()).isEqualTo(Status.TIMEOUT);
      assertThat(result.response()).isEmpty();
    }
  }

  @Test
  void reportsWhatTheFunctionThrows() {
    Function failing =
        Function.scripted(_ -> {
          throw new IllegalArgumentException("no such order");
        });
    try (Attached fixture = Attached.start(Sandbox.builder().function(failing))) {
      CompletableFuture<InvokeResult> invoking = fixture.sandbox().invokeAsync("1");
      fixture.event();
      CompletableFuture<JsonNode> _ = fixture.extension().nextAsync();
      InvokeResult result = Attached.get(invoking);
      assertThat(result.status()).isEqualTo(Status.ERROR);
      assertThat(result.errorType()).hasValue("IllegalArgumentException");
      assertThat(result.response().orElse("")).contains("no such order");
    }
  }

  @Test
  void resetsWhenTheRuntimeExits() {
    Function exiting =
        Function.scripted(_ -> {
          throw new RuntimeExit(1);
        });
    try (Attached fixture = Attached.start(Sandbox.builder().function(exiting))) {
      CompletableFuture<InvokeResult> invoking = fixture.sandbox().invokeAsync("1");
      fixture.event();
      JsonNode shutdown = Attached.get(fixture.extension().nextAsync());
      assertThat(shutdown.path("shutdownReason").stringValue()).isEqualTo("FAILURE");
      fixture.sandbox().extension().markExited(0);
      InvokeResult result = Attached.get(invoking);
      assertThat(result.status()).isEqualTo(Status.FAILURE);
      assertThat(result.errorType()).hasValue("Runtime.ExitError");
    }
  }

  @Test
  void deliversRuntimeDoneAheadOfTheInvokeEvent() {
    try (Attached fixture = Attached.start(Sandbox.builder().function(answering("quick")))) {
      fixture.sandbox().telemetry().runtimeDoneAheadOfNext(true);
      CountDownLatch acknowledge = new CountDownLatch(1);
      fixture
          .extension()
          .acknowledge(() -> {
            await(acknowledge);
            return 200;
          });
      CompletableFuture<InvokeResult> _ = fixture.sandbox().invokeAsync("1");
      fixture
          .sandbox()
          .trail()
          .await(line -> line.startsWith("runtime done"), AttachedExtension.PATIENCE);
      assertThat(fixture.first()).isNotDone();
      acknowledge.countDown();
      fixture.event();
      assertThat(fixture.extension().bodies().entries())
          .anyMatch(body -> body.contains("platform.runtimeDone"));
    }
  }

  @Test
  void holdsTheTrailingEventsBackAfterShutdown() {
    try (Attached fixture = Attached.start(Sandbox.builder())) {
      fixture.sandbox().telemetry().delayTrailing(Duration.ofMillis(50));
      CompletableFuture<InvokeResult> invoking = fixture.sandbox().invokeAsync("1");
      fixture.event();
      CompletableFuture<JsonNode> next = fixture.extension().nextAsync();
      Attached.get(invoking);
      CompletableFuture<ShutdownResult> ending = fixture.shutdownAsync(ShutdownReason.SPINDOWN);
      Attached.get(next);
      fixture.extension().awaitEvent("platform.report");
      fixture.sandbox().extension().markExited(0);
      Attached.get(ending);
      List<String> trail = fixture.sandbox().trail().entries();
      assertThat(trail).contains("SHUTDOWN SPINDOWN -> fake");
    }
  }

  @Test
  void overlapsInvocationsOnManagedInstances() {
    CountDownLatch both = new CountDownLatch(2);
    Function meeting =
        Function.scripted(_ -> {
          both.countDown();
          await(both);
          return "\"met\"";
        });
    SandboxBuilder builder = Sandbox.builder().flavour(Flavour.MANAGED_INSTANCES).function(meeting);
    try (Attached fixture =
        Attached.start(
            builder,
            extension -> {
              extension.register("SHUTDOWN");
              extension.subscribe("platform");
            })) {
      CompletableFuture<InvokeResult> one = fixture.sandbox().invokeAsync("1");
      CompletableFuture<InvokeResult> two = fixture.sandbox().invokeAsync("2");
      assertThat(Attached.get(one).succeeded()).isTrue();
      assertThat(Attached.get(two).succeeded()).isTrue();
      assertThat(fixture.first()).isNotDone();
      JsonNode report = fixture.extension().awaitEvent("platform.report");
      assertThat(report.path("record").path("metrics").propertyNames())
          .containsExactly("durationMs");
      assertThat(fixture.sandbox().telemetry().events().entries())
          .noneMatch(event -> event.contains("platform.runtimeDone"));
    }
  }

  @Test
  void restoresASnapshotBeforeTheFirstInvocation() {
    SandboxBuilder builder =
        Sandbox.builder().flavour(Flavour.SNAP_START).snapshotAge(Duration.ofHours(3));
    try (Attached fixture = Attached.start(builder)) {
      assertThat(fixture.extension().bodies().size()).isZero();
      CompletableFuture<InvokeResult> _ = fixture.sandbox().invokeAsync("1");
      JsonNode init = fixture.extension().awaitEvent("platform.initStart");
      assertThat(Instant.parse(init.path("time").stringValue()))
          .isBefore(Instant.now().minus(Duration.ofHours(2)));
      JsonNode restore = fixture.extension().awaitEvent("platform.restoreReport");
      assertThat(Instant.parse(restore.path("time").stringValue()))
          .isAfter(Instant.now().minus(Duration.ofMinutes(5)));
      assertThat(restore.path("record").path("status").stringValue()).isEqualTo("success");
      fixture.extension().awaitEvent("platform.restoreStart");
      fixture.extension().awaitEvent("platform.restoreRuntimeDone");
    }
  }

  @Test
  void makesObjectsOfJsonLinesWhereTheLogFormatIsJson() {
    SandboxBuilder builder =
        Sandbox.builder()
            .logFormat(LogFormat.JSON)
            .function(answering("{\"level\":\"INFO\"}", "{broken"));
    try (Attached fixture = Attached.start(builder)) {
      CompletableFuture<InvokeResult> _ = fixture.sandbox().invokeAsync("1");
      fixture.extension().awaitEvent("platform.runtimeDone");
      assertThat(fixture.sandbox().telemetry().events().entries())
          .anyMatch(event -> event.endsWith("\"record\":{\"level\":\"INFO\"}}"))
          .anyMatch(event -> event.endsWith("\"record\":\"{broken\\n\"}"));
    }
  }

  @Test
  void sendsJsonLinesAsStringsToSubscribersOfTheOldSchema() {
    SandboxBuilder builder =
        Sandbox.builder().logFormat(LogFormat.JSON).function(answering("{\"level\":\"INFO\"}"));
    try (Attached fixture =
        Attached.start(
            builder,
            extension -> {
              extension.register("INVOKE");
              extension.put(extension.subscription("2022-07-01", 25, "function"));
            })) {
      CompletableFuture<InvokeResult> _ = fixture.sandbox().invokeAsync("1");
      assertThat(fixture.extension().awaitEvent("function").path("record").stringValue())
          .isEqualTo("{\"level\":\"INFO\"}\n");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(
              latch.await(
                  AttachedExtension.PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
