package ai.openobserve.lambda.extension.telemetry;

import static ai.openobserve.lambda.extension.telemetry.Telemetry.TIME;
import static ai.openobserve.lambda.extension.telemetry.Telemetry.event;
import static ai.openobserve.lambda.extension.telemetry.Telemetry.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What becomes of an event: one record, its own bytes untouched.
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class RecordContentTest {
  private static final long TIME_MICROS = 1_795_427_998_123_000L;

  private final Telemetry telemetry = new Telemetry();

  private JsonNode read(String event) {
    telemetry.read("[" + event + "]");
    return telemetry.onlyRecord();
  }

  @Test
  void aLineBecomesARecordWithItsTimestamp() {
    telemetry.read("[" + event("function", "\"hello\\n\"") + "]");

    assertThat(new String(telemetry.sent(), StandardCharsets.UTF_8))
        .isEqualTo(
            "[{\"_timestamp\":"
                + TIME_MICROS
                + ",\"time\":\""
                + TIME
                + "\",\"type\":\"function\",\"record\":\"hello\\n\"}]");
    assertThat(telemetry.ledger.received()).isEqualTo(1);
    assertThat(telemetry.trail.lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"time":"T","type":"platform.initStart","record":{"initializationType":"on-demand",
         "phase":"init","runtimeVersion":"python:3.13","runtimeVersionArn":"arn:aws:x",
         "functionName":"f","functionVersion":"$LATEST","instanceId":"i","instanceMaxMemory":128}}
        """,
        """
        {"time":"T","type":"platform.initRuntimeDone","record":{"initializationType":"on-demand",
         "phase":"init","status":"error","errorType":"Runtime.ExitError"}}
        """,
        """
        {"time":"T","type":"platform.initReport","record":{"initializationType":"on-demand",
         "phase":"init","status":"success","metrics":{"durationMs":125.33}}}
        """,
        """
        {"time":"T","type":"platform.start","record":{"requestId":"r-1","version":"$LATEST",
         "tracing":{"type":"X-Amzn-Trace-Id","value":"Root=1-2;Parent=3;Sampled=1","spanId":"54"}}}
        """,
        """
        {"time":"T","type":"platform.runtimeDone","record":{"requestId":"r-1","status":"success",
         "metrics":{"durationMs":140.0,"producedBytes":16},
         "spans":[{"name":"someTimeSpan","start":"2022-08-02T12:01:23:521Z","durationMs":80.0}]}}
        """,
        """
        {"time":"T","type":"platform.report","record":{"requestId":"r-1","status":"timeout",
         "metrics":{"durationMs":220.0,"billedDurationMs":300,"memorySizeMB":128,
         "maxMemoryUsedMB":90,"initDurationMs":200.5,"restoreDurationMs":1e-1}}}
        """,
        """
        {"time":"T","type":"platform.restoreStart","record":{"runtimeVersion":"nodejs-14.v3",
         "functionName":"f","functionVersion":"$LATEST","instanceId":"i"}}
        """,
        """
        {"time":"T","type":"platform.restoreRuntimeDone","record":{"status":"success"}}
        """,
        """
        {"time":"T","type":"platform.restoreReport","record":{"status":"success",
         "metrics":{"durationMs":15.19}}}
        """,
        """
        {"time":"T","type":"platform.extension","record":{"name":"x","state":"Ready",
         "events":["INVOKE","SHUTDOWN"]}}
        """,
        """
        {"time":"T","type":"platform.telemetrySubscription","record":{"name":"x",
         "state":"Subscribed","types":["platform","function"]}}
        """,
        """
        {"time":"T","type":"platform.logsDropped","record":{"droppedBytes":12345,
         "droppedRecords":123,"reason":"Some logs were dropped because…"}}
        """,
        """
        {"time":"T","type":"function","record":"[INFO] a line\\n"}
        """,
        """
        {"time":"T","type":"function","record":{"timestamp":"2026-11-23T09:59:58.123Z",
         "level":"INFO","AWSRequestId":"r-2","message":{"text":"hello","list":[1,2,{"a":null}]}}}
        """,
        """
        {"time":"T","type":"extension","record":"INFO Successfully sent 45 logs to OpenObserve"}
        """,
        """
        {"time":"T","type":"platform.madeUpTomorrow","record":{"new":true}}
        """,
        """
        {"time":"T","type":"something.else","record":[1,2,3]}
        """
      })
  void everyTypeIsForwardedWithItsRecordUntouched(String template) {
    String event = template.replace("\"time\":\"T\"", "\"time\":\"" + TIME + "\"");
    JsonNode original = Telemetry.JSON.readTree(event);

    JsonNode record = read(event);

    assertThat(record.required("record")).isEqualTo(original.required("record"));
    assertThat(record.required("type")).isEqualTo(original.required("type"));
    assertThat(record.required("time")).isEqualTo(original.required("time"));
    assertThat(record.required("_timestamp").asLong()).isEqualTo(TIME_MICROS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"text\"",
        "{}",
        "{\"a\":{\"b\":[{},[],{\"requestId\":\"not this one\"}]}}",
        "[]",
        "[1,\"two\",[3],{\"four\":4}]",
        "0",
        "-12.50E+10",
        "123456789012345678901234567890.123456789012345678901234567890",
        "true",
        "false",
        "null",
        "\"\\u0000\\u0001\\b\\f\\n\\r\\t\\\"\\\\\\/\\u001f\\u007f\"",
        "\"\\ud800\"",
        "\"\\udc00 lone\\uD83D\"",
        "\"\\ud83d\\ude80 \uD83D\uDE80 größer 名前\"",
        "{ \"spaced\" :\t[ 1 ,\n2 ] ,\r\n\"x\" : \" y \" }",
        "{\"\":1,\"\\u0061\":2,\"a b\":3,\"名\":4}"
      })
  void theBytesOfARecordAreCopiedAsTheyAre(String value) {
    for (String event :
        List.of(
            event("function", value),
            "{\"record\":" + value + ",\"time\":\"" + TIME + "\",\"type\":\"function\"}",
            "{\"record\" : \n" + value + " , \"type\" : \"function\"}")) {
      telemetry.read("[" + event + "]");

      assertThat(new String(telemetry.sent(), StandardCharsets.UTF_8))
          .contains(",\"record\":" + value);
    }
    assertThat(telemetry.ledger.unparsableBodies()).isZero();
  }

  @Test
  void aStringOf256KilobytesIsForwardedWhole() {
    String line = "0123456789abcdef".repeat(16 * 1024);

    assertThat(text(read(event("function", "\"" + line + "\"")), "record")).isEqualTo(line);
  }

  @Test
  void deepNestingIsForwardedAsItIs() {
    String deep = "[".repeat(3000) + "]".repeat(3000);

    telemetry.read("[" + event("function", deep) + "]");

    assertThat(new String(telemetry.sent(), StandardCharsets.UTF_8)).contains(deep);
  }

  @Test
  void aNumberOfThousandsOfDigitsIsForwardedAsItIs() {
    String number = "9".repeat(5000);

    telemetry.read("[" + event("function", "{\"n\":" + number + "}") + "]");

    assertThat(new String(telemetry.sent(), StandardCharsets.UTF_8)).contains(number);
  }

  @Test
  void severalEventsKeepTheirOrder() {
    telemetry.read(
        "["
            + event("function", "\"1\"")
            + ","
            + event("function", "\"2\"")
            + "\n,\n"
            + event("extension", "\"3\"")
            + "]");

    assertThat(telemetry.records())
        .extracting(r -> text(r, "record"))
        .containsExactly("1", "2", "3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"text\"", "5", "-1.5e3", "true", "null", "[1,[2]]", "[]"})
  void anElementThatIsNoEventBecomesTheRecord(String value) {
    JsonNode record = read(value);

    assertThat(record.required("record")).isEqualTo(Telemetry.JSON.readTree(value));
    assertThat(text(record, "type")).isEqualTo("unknown");
  }
}
