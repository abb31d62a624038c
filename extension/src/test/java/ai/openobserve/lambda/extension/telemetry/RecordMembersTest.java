package ai.openobserve.lambda.extension.telemetry;

import static ai.openobserve.lambda.extension.telemetry.Telemetry.TIME;
import static ai.openobserve.lambda.extension.telemetry.Telemetry.event;
import static ai.openobserve.lambda.extension.telemetry.Telemetry.text;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.config.RecordShape;
import ai.openobserve.lambda.extension.record.RecordMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The members around a record: those of its event, and those that we write.
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class RecordMembersTest {
  private static final long TIME_MICROS = 1_795_427_998_123_000L;
  private static final long NOW_MICROS = 1_795_428_000_000_000L;

  private final Telemetry telemetry = new Telemetry();

  private JsonNode read(String event) {
    telemetry.read("[" + event + "]");
    return telemetry.onlyRecord();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"TYR", "TRY", "YTR", "YRT", "RTY", "RYT", "xTyYzR", "RxYyTz", "xyzRYT", "YTRxyz"})
  void theOrderOfFieldsDoesNotMatter(String order) {
    StringBuilder event = new StringBuilder("{");
    for (int i = 0; i < order.length(); i++) {
      char field = order.charAt(i);
      event
          .append(event.length() == 1 ? "" : ",")
          .append(
              switch (field) {
                case 'T' -> "\"time\":\"" + TIME + "\"";
                case 'Y' -> "\"type\":\"function\"";
                case 'R' -> "\"record\":{\"requestId\":\"r-9\",\"m\":[1]}";
                default -> "\"extra_" + field + "\":{\"deep\":[\"" + field + "\"]}";
              });
    }

    JsonNode record = read(event.append('}').toString());

    assertThat(record.required("_timestamp").asLong()).isEqualTo(TIME_MICROS);
    assertThat(text(record, "type")).isEqualTo("function");
    assertThat(text(record, "requestId")).isEqualTo("r-9");
    assertThat(record.required("record").required("m").get(0).asInt()).isEqualTo(1);
    String extras = order.replaceAll("[TYR]", "");
    for (int i = 0; i < extras.length(); i++) {
      String field = extras.substring(i, i + 1);
      assertThat(record.required("extra_" + field).required("deep").get(0).asString())
          .isEqualTo(field);
    }
  }

  @Test
  void unknownFieldsPassThrough() {
    JsonNode record =
        read(
            "{\"time\":\""
                + TIME
                + "\",\"traceId\":\"t\",\"type\":\"function\",\"record\":\"x\",\"extra\":{\"a\":[1]}}");

    assertThat(text(record, "traceId")).isEqualTo("t");
    assertThat(record.required("extra")).isEqualTo(Telemetry.JSON.readTree("{\"a\":[1]}"));
  }

  @Test
  void fieldsThatWeWriteOurselvesDoNotStandThereTwice() {
    telemetry.read(
        "[{\"_timestamp\":1,\"requestId\":\"theirs\",\"function_name\":\"theirs\",\"region\":{\"x\":[]},"
            + "\"function_version\":\"\",\"memory_size_mb\":1,\"architecture\":\"z\","
            + event("function", "\"x\"").substring(1)
            + "]");

    assertThat(new String(telemetry.sent(), StandardCharsets.UTF_8))
        .isEqualTo(
            "[{\"_timestamp\":"
                + TIME_MICROS
                + ",\"time\":\""
                + TIME
                + "\",\"type\":\"function\",\"record\":\"x\"}]");
  }

  @Test
  void anyNumberOfUnknownFieldsPassesThrough() {
    StringBuilder extras = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      extras.append("\"extra").append(i).append("\":{\"i\":[").append(i).append("]},");
    }

    JsonNode record = read("{" + extras + event("function", "{\"requestId\":\"r\"}").substring(1));

    assertThat(text(record, "requestId")).isEqualTo("r");
    assertThat(record.required("_timestamp").asLong()).isEqualTo(TIME_MICROS);
    for (int i = 0; i < 100; i++) {
      assertThat(record.required("extra" + i).required("i").get(0).asInt()).isEqualTo(i);
    }
    // The next event does not inherit them.
    assertThat(read(event("function", "\"x\"")).has("extra0")).isFalse();
  }

  @Test
  void missingFieldsAreFilledIn() {
    JsonNode record = read("{}");

    assertThat(record.required("_timestamp").asLong()).isEqualTo(NOW_MICROS);
    assertThat(text(record, "time")).isEqualTo("2026-11-23T10:00:00Z");
    assertThat(text(record, "type")).isEqualTo("unknown");
    assertThat(record.has("record")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // Five hours back and a day ahead are what OpenObserve stores; ten minutes are kept of both.
    "2026-11-23T10:00:00Z, 2026-11-23T10:00:00Z",
    "2026-11-23T05:10:00.001Z, 2026-11-23T05:10:00.001Z",
    "2026-11-23T05:10:00Z, 2026-11-23T10:00:00Z",
    "2026-11-24T09:49:59.999Z, 2026-11-24T09:49:59.999Z",
    "2026-11-24T09:50:00Z, 2026-11-23T10:00:00Z",
    "1999-01-01T00:00:00Z, 2026-11-23T10:00:00Z",
    "2026-11-23T09:01:23:521Z, 2026-11-23T09:01:23.521Z",
    "not a time, 2026-11-23T10:00:00Z",
    "'', 2026-11-23T10:00:00Z"
  })
  void aTimestampIsOneThatOpenObserveStores(String time, String timestamp) {
    JsonNode record = read("{\"time\":\"" + time + "\",\"type\":\"function\",\"record\":\"x\"}");

    assertThat(record.required("_timestamp").asLong())
        .isEqualTo(Instant.parse(timestamp).toEpochMilli() * 1000);
    assertThat(text(record, "time")).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1693397696789", "{\"a\":1}", "[]", "true"})
  void aTimeThatIsNoTextStaysWhatItIs(String time) {
    JsonNode record = read("{\"time\":" + time + ",\"type\":\"function\",\"record\":\"x\"}");

    assertThat(record.required("time")).isEqualTo(Telemetry.JSON.readTree(time));
    assertThat(record.required("_timestamp").asLong()).isEqualTo(NOW_MICROS);
  }

  @Test
  void metadataIsAddedToEveryRecord() {
    Telemetry described =
        new Telemetry(
            Telemetry.format(
                RecordShape.RECORD,
                RecordMetadata.of("or\"ders\\", "$LATEST", "eu-west-1", "512", "arm64")));
    described.read(
        "[" + event("function", "\"x\"") + ",\"bare\"," + event("extension", "{}") + "]");

    assertThat(described.records())
        .hasSize(3)
        .allSatisfy(record -> {
          assertThat(text(record, "function_name")).isEqualTo("or\"ders\\");
          assertThat(text(record, "function_version")).isEqualTo("$LATEST");
          assertThat(text(record, "region")).isEqualTo("eu-west-1");
          assertThat(record.required("memory_size_mb").asInt()).isEqualTo(512);
          assertThat(text(record, "architecture")).isEqualTo("arm64");
        });
  }
}
