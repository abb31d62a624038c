package ai.openobserve.lambda.extension.telemetry;

import static ai.openobserve.lambda.extension.telemetry.Telemetry.event;
import static ai.openobserve.lambda.extension.telemetry.Telemetry.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Which invocation a record belongs to.
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class RequestIdTest {
  private final Telemetry telemetry = new Telemetry();

  private JsonNode read(String event) {
    telemetry.read("[" + event + "]");
    return telemetry.onlyRecord();
  }

  @Test
  void theRequestIdComesFromTheRecord() {
    assertThat(text(read(event("platform.start", "{\"requestId\":\"r-1\"}")), "requestId"))
        .isEqualTo("r-1");
    assertThat(text(read(event("function", "{\"requestId\":\"r-2\"}")), "requestId"))
        .isEqualTo("r-2");
    assertThat(text(read(event("function", "{\"AWSRequestId\":\"r-3\"}")), "requestId"))
        .isEqualTo("r-3");
    assertThat(
            text(
                read(event("function", "{\"AWSRequestId\":\"a\",\"requestId\":\"b\"}")),
                "requestId"))
        .isEqualTo("b");
    assertThat(
            text(
                read(event("function", "{\"requestId\":\"b\",\"AWSRequestId\":\"a\"}")),
                "requestId"))
        .isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "5", "{\"a\":\"b\"}", "[\"x\"]", "true"})
  void aRequestIdThatIsNoTextIsNone(String value) {
    telemetry.read(
        "["
            + event("platform.start", "{\"requestId\":\"r-1\"}")
            + ","
            + event("function", "{\"requestId\":" + value + ",\"x\":1}")
            + "]");

    JsonNode line = telemetry.records().get(1);
    assertThat(text(line, "requestId")).isEqualTo("r-1");
    assertThat(line.required("record").required("requestId"))
        .isEqualTo(Telemetry.JSON.readTree(value));
  }

  @Test
  void theRequestIdOfALineIsThatOfTheInvocationInProgress() {
    telemetry.read(
        "["
            + event("function", "\"before\"")
            + ","
            + event("platform.start", "{\"requestId\":\"r-1\"}")
            + ","
            + event("function", "\"during\"")
            + "]");
    telemetry.read(
        "["
            + event("extension", "\"in a later body\"")
            + ","
            + event("function", "{\"requestId\":\"its own\"}")
            + ","
            + event("platform.runtimeDone", "{\"requestId\":\"r-1\"}")
            + ","
            + event("function", "\"after the runtime was done\"")
            + ","
            + event("platform.report", "{\"requestId\":\"r-1\"}")
            + ","
            + event("function", "\"after the report\"")
            + ","
            + event("platform.start", "{\"requestId\":\"r-2\"}")
            + ","
            + event("function", "\"next\"")
            + "]");

    assertThat(telemetry.records())
        .extracting(r -> r.path("requestId").asString("none"))
        .containsExactly(
            "none", "r-1", "r-1", "r-1", "its own", "r-1", "r-1", "r-1", "none", "r-2", "r-2");
  }

  @Test
  void aLateReportDoesNotEndTheInvocationAfterIt() {
    telemetry.read(
        "["
            + event("platform.start", "{\"requestId\":\"r-1\"}")
            + ","
            + event("platform.start", "{\"requestId\":\"r-2\"}")
            + ","
            + event("platform.report", "{\"requestId\":\"r-1\"}")
            + ","
            + event("function", "\"x\"")
            + "]");

    assertThat(text(telemetry.records().getLast(), "requestId")).isEqualTo("r-2");
  }

  @Test
  void aStartWithoutARequestIdEndsTheOneBefore() {
    telemetry.read(
        "["
            + event("platform.start", "{\"requestId\":\"r-1\"}")
            + ","
            + event("platform.start", "{}")
            + ","
            + event("function", "\"x\"")
            + "]");

    assertThat(telemetry.records().get(2).has("requestId")).isFalse();
  }

  @Test
  void overlappingInvocationsGiveNoRequestIdOfTheirs() {
    telemetry.reader.invocationsOverlap();
    telemetry.read(
        "["
            + event("platform.start", "{\"requestId\":\"r-1\"}")
            + ","
            + event("function", "\"whose?\"")
            + ","
            + event("function", "{\"requestId\":\"r-2\"}")
            + "]");

    assertThat(telemetry.records())
        .extracting(r -> r.path("requestId").asString("none"))
        .containsExactly("r-1", "none", "r-2");
  }
}
