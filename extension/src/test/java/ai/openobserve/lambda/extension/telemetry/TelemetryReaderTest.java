package ai.openobserve.lambda.extension.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.config.FilterOptions;
import ai.openobserve.lambda.extension.config.RecordShape;
import ai.openobserve.lambda.extension.config.TelemetryType;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.log.LogLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class TelemetryReaderTest {
  private static final String TIME = "2026-11-23T09:59:58.123Z";
  private static final long TIME_MICROS = 1_795_427_998_123_000L;
  private static final long NOW_MICROS = 1_795_428_000_000_000L;

  private final Telemetry telemetry = new Telemetry();

  private static String event(String type, String record) {
    return "{\"time\":\"" + TIME + "\",\"type\":\"" + type + "\",\"record\":" + record + "}";
  }

  private static String text(JsonNode record, String field) {
    return record.required(field).asString();
  }

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
      assertThat(text(record.required("extra_" + field).required("deep"), 0)).isEqualTo(field);
    }
  }

  private static String text(JsonNode array, int index) {
    return array.required(index).asString();
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
  @ValueSource(strings = {"", "  \r\n ", "[]", " [ ] "})
  void anEmptyBodyIsNoEventAndNoError(String body) {
    telemetry.read(body);

    assertThat(telemetry.records()).isEmpty();
    assertThat(telemetry.ledger.unparsableBodies()).isZero();
    assertThat(telemetry.trail.lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "<html>no</html>",
        "[}",
        "]",
        "{\"time\":",
        "[{\"time\" \"type\"}]",
        "[\"raw\ncontrol\"]",
        "\u0000",
        "[01]",
        "[nul]",
        "\"open"
      })
  void aBodyThatIsNotJsonIsCountedAndLoggedOnce(String body) {
    telemetry.read(body);
    telemetry.read(body);

    assertThat(telemetry.records()).isEmpty();
    assertThat(telemetry.ledger.unparsableBodies()).isEqualTo(2);
    assertThat(telemetry.trail.lines())
        .singleElement()
        .asString()
        .startsWith("WARN Telemetry had an event that is not valid JSON, at byte ")
        .endsWith(": dropped. Further ones are only counted, see the last line at shutdown");
  }

  static List<String> unreadableEvents() {
    return List.of(
        "garbage",
        "nul",
        "01",
        "\"raw\ncontrol\"",
        event("function", "\"raw\ncontrol\""),
        event("function", "\"\\x\""),
        event("function", "\"\\u12g4\""),
        event("function", "\"b\u0000d\""),
        event("function", "\"an unescaped \" quote\""),
        event("function", "\"two unescaped \"}x\" quotes\""),
        event("function", "{\"a\":[1,2}"),
        event("function", "{\"a\":[1,2,]}"),
        event("function", "{\"a\" 1}"),
        event("function", "nul"),
        event("function", "01"),
        "{\"time\":\"" + TIME + "\",\"type\":\"function\",\"record\":{\"a\":{\"b\":1}",
        "{\"time\" \"type\"}",
        "{\"time\":",
        "{{{{");
  }

  @ParameterizedTest
  @MethodSource("unreadableEvents")
  void anEventThatIsNotJsonCostsItselfAlone(String broken) throws InterruptedException {
    telemetry.read(
        "["
            + event("function", "\"before\"")
            + ","
            + broken
            + ","
            + event("function", "\"after\"")
            + ","
            + event("platform.runtimeDone", "{\"requestId\":\"r-1\"}")
            + "]");

    assertThat(telemetry.records())
        .extracting(r -> text(r, "type") + " " + r.required("record").asString(""))
        .containsExactly("function before", "function after", "platform.runtimeDone ");
    assertThat(telemetry.ledger.unparsableBodies()).isEqualTo(1);
    assertThat(telemetry.watch.awaitRuntimeDone("r-1", Duration.ZERO)).isTrue();
  }

  @Test
  void everyEventThatIsNotJsonIsCounted() {
    telemetry.read(
        "[nul,"
            + event("function", "nul")
            + ","
            + event("function", "\"good\"")
            + ","
            + event("function", "\"\\x\"")
            + "]");

    assertThat(text(telemetry.onlyRecord(), "record")).isEqualTo("good");
    assertThat(telemetry.ledger.unparsableBodies()).isEqualTo(3);
    assertThat(telemetry.trail.lines())
        .singleElement()
        .asString()
        .startsWith("WARN Telemetry had an event that is not valid JSON, at byte 4:");
  }

  @Test
  void invalidUtf8CostsItsEventAlone() {
    byte[] body =
        ("["
                + event("function", "\"good\"")
                + ","
                + event("function", "\"b?d\"")
                + ","
                + event("function", "\"good as well\"")
                + "]")
            .getBytes(StandardCharsets.UTF_8);
    body[new String(body, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xff;

    telemetry.read(body);

    assertThat(telemetry.records())
        .extracting(r -> text(r, "record"))
        .containsExactly("good", "good as well");
    assertThat(telemetry.ledger.unparsableBodies()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"\\ud800\":1}", "{\"\\udc00 x\":{\"\\ud800\":[]}}", "\"\\ud800\""})
  void aRecordWithALoneSurrogateIsForwardedAsItIs(String record) throws InterruptedException {
    telemetry.read(
        "["
            + event("function", record)
            + ","
            + event("platform.runtimeDone", "{\"requestId\":\"r-1\"}")
            + "]");

    assertThat(new String(telemetry.sent(), StandardCharsets.UTF_8))
        .contains(",\"record\":" + record)
        .contains("platform.runtimeDone");
    assertThat(telemetry.watch.awaitRuntimeDone("r-1", Duration.ZERO)).isTrue();
    assertThat(telemetry.ledger.unparsableBodies()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {126, 1000, 10_000, 300_000})
  void aRecordNestedThisDeepCostsNoOther(int depth) throws InterruptedException {
    String deep = "{\"a\":[".repeat(depth / 2) + "]}".repeat(depth / 2);

    telemetry.read(
        "["
            + event("function", deep)
            + ","
            + event("platform.runtimeDone", "{\"requestId\":\"r-1\"}")
            + "]");

    assertThat(new String(telemetry.sent(), StandardCharsets.UTF_8))
        .contains(deep)
        .contains("platform.runtimeDone");
    assertThat(telemetry.watch.awaitRuntimeDone("r-1", Duration.ZERO)).isTrue();
  }

  @Test
  void theEndOfAnInvocationIsHandedOnAfterTheLastRecordOfItsBody() throws InterruptedException {
    // The buffer says that it drops a record: at that moment nobody may know of the end yet.
    List<Boolean> knownAtTheDrop = new ArrayList<>();
    Log log =
        new Log(
            new OutputStream() {
              @Override
              public void write(int b) {
                throw new AssertionError();
              }

              @Override
              public void write(byte[] line, int offset, int length) throws IOException {
                try {
                  knownAtTheDrop.add(telemetry.watch.awaitRuntimeDone("r-1", Duration.ZERO));
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
              }
            },
            LogLevel.INFO);
    int room = 1000;
    LogBuffer small =
        new LogBuffer(room, BatchLimits.of(OptionalInt.empty(), room), telemetry.ledger, log);
    byte[] body =
        ("["
                + event("platform.runtimeDone", "{\"requestId\":\"r-1\"}")
                + ","
                + event("function", "\"" + "x".repeat(room) + "\"")
                + "]")
            .getBytes(StandardCharsets.UTF_8);

    new TelemetryReader(
            new RecordIntake(small, Telemetry.FORMAT, FilterOptions.NONE, telemetry.clock),
            telemetry.ledger,
            telemetry.watch,
            EnumSet.allOf(TelemetryType.class),
            log)
        .read(body, body.length);

    assertThat(knownAtTheDrop).containsExactly(false);
    assertThat(telemetry.watch.awaitRuntimeDone("r-1", Duration.ZERO)).isTrue();
  }

  @Test
  void aBodyWithThousandsOfEndsTellsTheNewest() throws InterruptedException {
    StringBuilder body = new StringBuilder("[");
    for (int i = 0; i < 5000; i++) {
      body.append(event("platform.runtimeDone", "{\"requestId\":\"r-" + i + "\"}")).append(',');
    }
    telemetry.read(body.append(event("function", "\"x\"")).append(']').toString());

    assertThat(telemetry.watch.awaitRuntimeDone("r-4999", Duration.ZERO)).isTrue();
    assertThat(telemetry.records()).hasSize(5001);
  }

  @Test
  void whereverABodyIsCutTheEventsBeforeAreKept() {
    String first = event("function", "\"one\"");
    String second = event("function", "{\"two\":[2.5,true,null,\"\\u00e4\"],\"requestId\":\"r\"}");
    byte[] body = ("[" + first + "," + second + "]").getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length <= body.length; length++) {
      Telemetry cut = new Telemetry();
      cut.read(Arrays.copyOf(body, length));

      int whole =
          length <= first.length() ? 0 : length <= first.length() + 1 + second.length() ? 1 : 2;
      assertThat(cut.records()).as("cut at %d", length).hasSize(whole);
      assertThat(cut.ledger.unparsableBodies())
          .as("cut at %d", length)
          .isEqualTo(length == 0 || length == body.length ? 0 : 1);
    }
  }

  @Test
  void twoArraysInOneBodyAreBothRead() {
    telemetry.read("[" + event("function", "\"1\"") + "]\n[" + event("function", "\"2\"") + "]");
    telemetry.read("[" + event("function", "\"3\"") + "][" + event("function", "\"4\"") + "]");

    assertThat(telemetry.records())
        .extracting(r -> text(r, "record"))
        .containsExactly("1", "2", "3", "4");
    assertThat(telemetry.ledger.unparsableBodies()).isZero();
  }

  @Test
  void eventsWithoutAnArrayAroundThemAreRead() {
    telemetry.read(event("function", "\"1\"") + "\n" + event("function", "\"2\""));

    assertThat(telemetry.records()).extracting(r -> text(r, "record")).containsExactly("1", "2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"text\"", "5", "-1.5e3", "true", "null", "[1,[2]]", "[]"})
  void anElementThatIsNoEventBecomesTheRecord(String value) {
    JsonNode record = read(value);

    assertThat(record.required("record")).isEqualTo(Telemetry.JSON.readTree(value));
    assertThat(text(record, "type")).isEqualTo("unknown");
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

  @Test
  void theEndOfTheRuntimeAndTheReportAreNoticed() throws InterruptedException {
    telemetry.read("[" + event("platform.runtimeDone", "{\"requestId\":\"r-1\"}") + "]");
    assertThat(telemetry.watch.awaitRuntimeDone("r-1", Duration.ZERO)).isTrue();
    assertThat(telemetry.watch.awaitReport("r-1", Duration.ZERO, Duration.ZERO)).isFalse();

    telemetry.read("[" + event("platform.report", "{\"requestId\":\"r-1\"}") + "]");
    assertThat(telemetry.watch.awaitReport("r-1", Duration.ZERO, Duration.ZERO)).isTrue();
  }

  @Test
  void platformEventsThatAreNotForwardedAreNoticedAllTheSame() throws InterruptedException {
    Telemetry functionOnly = new Telemetry(Telemetry.FORMAT, EnumSet.of(TelemetryType.FUNCTION));
    functionOnly.read(
        "["
            + event("platform.start", "{\"requestId\":\"r-1\"}")
            + ","
            + event("function", "\"x\"")
            + ","
            + event("extension", "\"not wanted\"")
            + ","
            + event("platform.logsDropped", "{\"droppedRecords\":4}")
            + ","
            + event("platform.runtimeDone", "{\"requestId\":\"r-1\"}")
            + "]");

    JsonNode only = functionOnly.onlyRecord();
    assertThat(text(only, "record")).isEqualTo("x");
    assertThat(text(only, "requestId")).isEqualTo("r-1");
    assertThat(functionOnly.watch.awaitRuntimeDone("r-1", Duration.ZERO)).isTrue();
    assertThat(functionOnly.ledger.droppedByLambda()).isEqualTo(4);
    assertThat(functionOnly.ledger.received()).isEqualTo(1);
  }

  @Test
  void functionLinesCanBeLeftOut() {
    Telemetry platformOnly = new Telemetry(Telemetry.FORMAT, EnumSet.of(TelemetryType.PLATFORM));
    platformOnly.read(
        "["
            + event("function", "\"x\"")
            + ","
            + event("extension", "\"y\"")
            + ","
            + event("platform.fault", "\"RequestId: r Error: Runtime exited\"")
            + ","
            + event("unknown.type", "\"z\"")
            + "]");

    assertThat(platformOnly.records())
        .extracting(r -> text(r, "type"))
        .containsExactly("platform.fault", "unknown.type");
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5",
    "0, 0",
    "'\"7\"', 0",
    "null, 0",
    "2.9, 2",
    "-3, 0",
    "{}, 0",
    "99999999999999999999999, 99999999990"
  })
  void whatLambdaDroppedIsCountedWhateverTheNumberLooksLike(String number, long least) {
    telemetry.read(
        "[" + event("platform.logsDropped", "{\"droppedRecords\":" + number + "}") + "]");

    assertThat(telemetry.ledger.droppedByLambda()).isBetween(0L, Math.max(least, 0));
    assertThat(telemetry.ledger.droppedByLambda() == 0).isEqualTo(least == 0);
    assertThat(telemetry.records()).hasSize(1);
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

  @Test
  void linesOfExtensionsAreMarkedSoThatNothingIsLoggedAboutThem() {
    telemetry.read("[" + event("extension", "\"ours\"") + "]");
    assertThat(Objects.requireNonNull(telemetry.buffer.take()).quiet()).isTrue();

    telemetry.read("[" + event("platform.extension", "{}") + "]");
    assertThat(Objects.requireNonNull(telemetry.buffer.take()).quiet()).isFalse();
  }

  @Test
  void anUnreadableBodyIsLoggedAndCounted() {
    telemetry.reader.unreadable("a body of more than 5 bytes", 1);

    assertThat(telemetry.trail.lines())
        .containsExactly(
            "WARN Telemetry had a body of more than 5 bytes: dropped. Further ones are only"
                + " counted, see the last line at shutdown");
    assertThat(telemetry.ledger.unparsableBodies()).isEqualTo(1);
  }
}
