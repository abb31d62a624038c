package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.model.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the function's owner does not want to leave the function.
@Timeout(180)
class FilterIT {
  private static final Function LOGGING =
      Function.scripted(invocation -> {
        invocation.log("[DEBUG] details of " + invocation.payload());
        invocation.log("[INFO] card 4111111111111111 of " + invocation.payload());
        invocation.log("GET /health");
        if (invocation.payload().equals("bad")) {
          throw new IllegalStateException("declined");
        }
        return "";
      });

  @Test
  void whatIsExcludedAndWhatIsRedactedDoesNotArrive() {
    try (Environment environment =
        Environment.start(builder ->
            builder
                .function(LOGGING)
                .environment("O2_EXCLUDE", "^GET /health")
                .environment("O2_REDACT", "\\d{16}")
                .environment("O2_MIN_LEVEL", "info")
                .environment("O2_DEBUG_ON_ERROR", "true"))) {
      environment.sandbox().invoke("good");
      environment.sandbox().invoke("bad");
      assertThat(environment.shutdown().clean()).isTrue();

      assertThat(environment.sink().functionLines())
          .contains(
              "[INFO] card [REDACTED] of good",
              "[INFO] card [REDACTED] of bad",
              "[DEBUG] details of bad")
          .doesNotContain("[DEBUG] details of good", "GET /health");
      assertThat(environment.linesWith("Records: ").getFirst())
          .contains(" 0 dropped, 3 excluded, 0 held");
    }
  }

  @Test
  void aPatternThatWillNotDoIsAConfigurationError() {
    try (Environment environment =
        Environment.start(builder -> builder.environment("O2_EXCLUDE", "(["))) {
      assertThat(environment.sandbox().invoke("x").succeeded()).isTrue();
      environment.shutdown();
      assertThat(environment.linesWith("ERROR Configuration error: O2_EXCLUDE is '(['")).hasSize(1);
    }
  }
}
