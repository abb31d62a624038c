package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.model.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is stored of the same lines in either shape.
@Timeout(180)
class RecordShapeIT {
  private static final Function LOGGING =
      Function.scripted(invocation -> {
        invocation.log("[WARNING]\tlow stock");
        invocation.log("{\"level\":\"INFO\",\"message\":\"paid\",\"type\":\"invoice\"}");
        invocation.logRaw("{\"message\":\"object\",\"service_name\":7}");
        return "";
      });

  private static String stored(Environment environment, String text) {
    return environment.sink().records().entries().stream()
        .map(record -> record.json())
        .filter(json -> json.contains(text))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void recordsAreStoredInTheMessageShapeWithTheFieldsThatAreConfigured() {
    try (Environment environment =
        Environment.start(builder ->
            builder
                .function(LOGGING)
                .environment("O2_RECORD_SHAPE", "message")
                .environment("O2_SERVICE", "shop")
                .environment("O2_ENV", "test")
                .environment("O2_TAGS", "team:payments")
                .environment("O2_RECORD_ID", "true"))) {
      assertThat(environment.sandbox().invoke("x").succeeded()).isTrue();
      assertThat(environment.shutdown().clean()).isTrue();

      assertThat(stored(environment, "low stock"))
          .contains("\"message\":\"[WARNING]\\tlow stock", "\"level\":\"WARNING\"");
      assertThat(stored(environment, "paid"))
          .contains("\"level\":\"INFO\",\"message\":\"paid\",\"record_type\":\"invoice\"");
      assertThat(stored(environment, "object"))
          .contains("\"message\":\"object\",\"record_service_name\":\"7\"");
      assertThat(stored(environment, "platform.runtimeDone"))
          .contains("\"record\":{", "\"status\":\"success\"");
      assertThat(environment.sink().records().entries())
          .allSatisfy(record ->
              assertThat(record.json())
                  .contains(
                      "\"service_name\":\"shop\"",
                      "\"env\":\"test\"",
                      "\"team\":\"payments\"",
                      "\"record_id\":\""));
    }
  }

  @Test
  void withoutAskingRecordsAreStoredAsReceived() {
    try (Environment environment = Environment.start(builder -> builder.function(LOGGING))) {
      environment.sandbox().invoke("x");
      environment.shutdown();

      assertThat(stored(environment, "object"))
          .contains("\"record\":{\"message\":\"object\",\"service_name\":7}")
          .doesNotContain("record_id");
    }
  }
}
