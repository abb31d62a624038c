package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.lambda.LambdaApi;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class IdleExtensionTest {
  @StartStop public final MockWebServer runtime = new MockWebServer();

  private void answer(int status, String body) {
    runtime.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("Lambda-Extension-Identifier", "id-1")
            .body(body)
            .build());
  }

  private LambdaApi api() {
    return new LambdaApi("127.0.0.1:" + runtime.getPort());
  }

  private static String body(RecordedRequest request) {
    return Objects.requireNonNull(request.getBody()).utf8();
  }

  @Test
  void staysRegisteredForTheShutdownAloneAndSubscribesToNothing() throws Exception {
    answer(200, "{}");
    answer(200, "{\"eventType\":\"INVOKE\"}");
    answer(200, "{\"eventType\":\"SHUTDOWN\"}");

    try (LambdaApi api = api()) {
      new IdleExtension(api).run();
    }

    assertThat(body(runtime.takeRequest())).isEqualTo("{\"events\":[\"SHUTDOWN\"]}");
    assertThat(runtime.takeRequest().getTarget()).isEqualTo("/2020-01-01/extension/event/next");
    assertThat(runtime.takeRequest().getTarget()).isEqualTo("/2020-01-01/extension/event/next");
    assertThat(runtime.getRequestCount()).isEqualTo(3);
  }

  @Test
  void failsTheInitPhaseWhereItIsAskedTo() throws Exception {
    answer(200, "{}");
    answer(202, "{}");

    try (LambdaApi api = api()) {
      new IdleExtension(api).fail("Configuration error: x");
    }

    runtime.takeRequest();
    RecordedRequest error = runtime.takeRequest();
    assertThat(error.getTarget()).isEqualTo("/2020-01-01/extension/init/error");
    assertThat(error.getHeaders().get("Lambda-Extension-Function-Error-Type"))
        .isEqualTo("Extension.ConfigurationError");
    assertThat(body(error)).contains("\"errorMessage\":\"Configuration error: x\"");
  }
}
