package ai.openobserve.lambda.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// One environment through its phases, with an extension that the test plays itself.
@Timeout(60)
class LifeCycleTest {

  @Test
  void runsInitInvokeAndShutdown() {
    FunctionCode code =
        invocation -> {
          invocation.log("hello");
          return "{\"answer\":" + invocation.payload() + "}";
        };
    try (Attached fixture = Attached.start(Sandbox.builder().function(Function.scripted(code)))) {
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
}
