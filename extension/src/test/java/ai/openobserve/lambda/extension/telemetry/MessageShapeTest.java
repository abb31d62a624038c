package ai.openobserve.lambda.extension.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.config.RecordOptions;
import ai.openobserve.lambda.extension.config.RecordShape;
import ai.openobserve.lambda.extension.record.RecordFormat;
import ai.openobserve.lambda.extension.record.RecordMetadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `O2_RECORD_SHAPE=message`, with records as runtimes and libraries write them.
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class MessageShapeTest {
  private static final String TIME = "2026-11-23T09:59:58.123Z";
  private static final String ID = "8286a188-ba32-4475-8077-530cd35c09a9";

  private final Telemetry telemetry =
      new Telemetry(
          Telemetry.format(
              RecordShape.MESSAGE, RecordMetadata.of("orders", "7", "eu-west-1", "512", "arm64")));

  private static String event(String type, String record) {
    return "[{\"time\":\"" + TIME + "\",\"type\":\"" + type + "\",\"record\":" + record + "}]";
  }

  private String raw(String type, String record) {
    telemetry.read(event(type, record));
    return new String(telemetry.sent(), StandardCharsets.UTF_8);
  }

  /// What the record became, without what every record has.
  private JsonNode shaped(String type, String record) {
    telemetry.read(event(type, record));
    ObjectNode shaped = (ObjectNode) telemetry.onlyRecord();
    assertThat(shaped.remove("_timestamp").asLong()).isEqualTo(1_795_427_998_123_000L);
    assertThat(shaped.remove("time").asString()).isEqualTo(TIME);
    assertThat(shaped.remove("type").asString()).isEqualTo(type);
    assertThat(shaped.remove("function_name").asString()).isEqualTo("orders");
    assertThat(shaped.remove("function_version").asString()).isEqualTo("7");
    assertThat(shaped.remove("region").asString()).isEqualTo("eu-west-1");
    assertThat(shaped.remove("memory_size_mb").asInt()).isEqualTo(512);
    assertThat(shaped.remove("architecture").asString()).isEqualTo("arm64");
    return shaped;
  }

  private JsonNode shaped(String record) {
    return shaped("function", record);
  }

  private static JsonNode json(String text) {
    return Telemetry.JSON.readTree(text);
  }

  private static String quoted(String text) {
    return Telemetry.JSON.writeValueAsString(text);
  }

  record Sample(String name, String record, String stored) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    samples.add(new Sample("a line", "\"hello\"", "{\"message\":\"hello\"}"));
    samples.add(new Sample("a final newline", "\"hello\\n\"", "{\"message\":\"hello\\n\"}"));
    samples.add(
        new Sample(
            "several lines",
            "\"Traceback (most recent call last):\\n  File \\\"x.py\\\"\\n\"",
            "{\"message\":\"Traceback (most recent call last):\\n  File \\\"x.py\\\"\\n\"}"));
    samples.add(new Sample("an empty line", "\"\"", "{\"message\":\"\"}"));
    samples.add(new Sample("a number", "42", "{\"message\":\"42\"}"));
    samples.add(new Sample("nothing", "null", "{\"message\":\"null\"}"));
    samples.add(new Sample("a list", "[1,\"a\\\"b\"]", "{\"message\":\"[1,\\\"a\\\\\\\"b\\\"]\"}"));
    samples.add(
        new Sample(
            "Node.js, text",
            "\"2026-11-23T09:59:58.123Z\\t" + ID + "\\tINFO\\tpaid 5 EUR\\n\"",
            "{\"message\":\"2026-11-23T09:59:58.123Z\\t"
                + ID
                + "\\tINFO\\tpaid 5 EUR\\n\",\"level\":\"INFO\"}"));
    samples.add(
        new Sample(
            "Node.js, before the first request",
            "\"2026-11-23T09:59:58.123Z\\tundefined\\tERROR\\tUncaught Exception \\t{}\"",
            "{\"message\":\"2026-11-23T09:59:58.123Z\\tundefined\\tERROR\\tUncaught Exception"
                + " \\t{}\",\"level\":\"ERROR\"}"));
    samples.add(
        new Sample(
            "Python, text",
            "\"[WARNING]\\t2026-11-23T09:59:58.123Z\\t" + ID + "\\tlow stock\\n\"",
            "{\"message\":\"[WARNING]\\t2026-11-23T09:59:58.123Z\\t"
                + ID
                + "\\tlow stock\\n\",\"level\":\"WARNING\"}"));
    samples.add(
        new Sample(
            "Python, not caught",
            "\"[ERROR] KeyError: 'sku'\\nTraceback (most recent call last):\"",
            "{\"message\":\"[ERROR] KeyError: 'sku'\\nTraceback (most recent call last):\","
                + "\"level\":\"ERROR\"}"));
    samples.add(
        new Sample(
            "Java, LambdaLogger",
            "\"[DEBUG] loading\"",
            "{\"message\":\"[DEBUG] loading\",\"level\":\"DEBUG\"}"));
    samples.add(
        new Sample(
            "Java, LambdaAppender",
            "\"2026-11-23 09:59:58 " + ID + " INFO  OrderHandler - paid\\n\"",
            "{\"message\":\"2026-11-23 09:59:58 "
                + ID
                + " INFO  OrderHandler - paid\\n\",\"level\":\"INFO\"}"));
    samples.add(
        new Sample(
            "Node.js, JSON",
            "{\"timestamp\":\"2026-11-23T09:59:58.123Z\",\"level\":\"INFO\",\"requestId\":\""
                + ID
                + "\",\"message\":\"paid\"}",
            "{\"timestamp\":\"2026-11-23T09:59:58.123Z\",\"level\":\"INFO\",\"message\":\"paid\","
                + "\"requestId\":\""
                + ID
                + "\"}"));
    samples.add(
        new Sample(
            "Node.js, an object as message",
            "{\"level\":\"INFO\",\"message\":{\"message\":\"paid\",\"amount\":5}}",
            "{\"level\":\"INFO\",\"message\":{\"message\":\"paid\",\"amount\":5}}"));
    samples.add(
        new Sample(
            "Node.js, an error",
            "{\"level\":\"ERROR\",\"message\":{\"errorType\":\"PaymentDeclined\",\"errorMessage\":"
                + "\"declined\",\"stackTrace\":[\"at pay\",\"at handler\"]}}",
            "{\"level\":\"ERROR\",\"message\":{\"errorType\":\"PaymentDeclined\",\"errorMessage\":"
                + "\"declined\",\"stackTrace\":[\"at pay\",\"at handler\"]}}"));
    samples.add(
        new Sample(
            "Python, JSON",
            "{\"timestamp\":\"2026-11-23T09:59:58Z\",\"level\":\"ERROR\",\"message\":\"no\","
                + "\"logger\":\"root\",\"stackTrace\":[\"  File…\"],\"errorType\":\"KeyError\","
                + "\"errorMessage\":\"'sku'\",\"location\":\"/var/task/f.py:handler:3\","
                + "\"requestId\":\""
                + ID
                + "\"}",
            "{\"timestamp\":\"2026-11-23T09:59:58Z\",\"level\":\"ERROR\",\"message\":\"no\","
                + "\"logger\":\"root\",\"stackTrace\":[\"  File…\"],\"errorType\":\"KeyError\","
                + "\"errorMessage\":\"'sku'\",\"location\":\"/var/task/f.py:handler:3\","
                + "\"requestId\":\""
                + ID
                + "\"}"));
    samples.add(
        new Sample(
            "Java, JSON",
            "{\"timestamp\":\"2026-11-23T09:59:58Z\",\"level\":\"INFO\",\"message\":\"paid\","
                + "\"AWSRequestId\":\""
                + ID
                + "\"}",
            "{\"timestamp\":\"2026-11-23T09:59:58Z\",\"level\":\"INFO\",\"message\":\"paid\","
                + "\"AWSRequestId\":\""
                + ID
                + "\",\"requestId\":\""
                + ID
                + "\"}"));
    samples.add(
        new Sample(
            "no message",
            "{\"errorMessage\":\"x\",\"stackTrace\":[]}",
            "{\"errorMessage\":\"x\",\"stackTrace\":[]}"));
    samples.add(new Sample("an empty object", "{}", "{}"));
    samples.add(
        new Sample(
            "Powertools",
            quoted(
                "{\"level\":\"INFO\",\"location\":\"handler:12\",\"message\":\"paid\","
                    + "\"timestamp\":\"2026-11-23 09:59:58,123+0000\",\"service\":\"payment\","
                    + "\"cold_start\":true,\"function_name\":\"orders\",\"function_memory_size\":512,"
                    + "\"function_arn\":\"arn:x\",\"function_request_id\":\""
                    + ID
                    + "\",\"xray_trace_id\":\"1-2-3\"}\n"),
            "{\"level\":\"INFO\",\"location\":\"handler:12\",\"message\":\"paid\","
                + "\"timestamp\":\"2026-11-23 09:59:58,123+0000\",\"service\":\"payment\","
                + "\"cold_start\":true,\"record_function_name\":\"orders\","
                + "\"function_memory_size\":512,\"function_arn\":\"arn:x\","
                + "\"function_request_id\":\""
                + ID
                + "\",\"xray_trace_id\":\"1-2-3\"}"));
    samples.add(
        new Sample(
            "embedded metrics",
            quoted(
                "{\"_aws\":{\"Timestamp\":1795427998123,\"CloudWatchMetrics\":[{\"Namespace\":"
                    + "\"shop\",\"Dimensions\":[[\"service\"]],\"Metrics\":[{\"Name\":\"Paid\"}]}]},"
                    + "\"service\":\"payment\",\"Paid\":5}"),
            "{\"_aws\":{\"Timestamp\":1795427998123,\"CloudWatchMetrics\":[{\"Namespace\":"
                + "\"shop\",\"Dimensions\":[[\"service\"]],\"Metrics\":[{\"Name\":\"Paid\"}]}]},"
                + "\"service\":\"payment\",\"Paid\":5}"));
    samples.add(
        new Sample(
            "a trace",
            "{\"message\":\"paid\",\"trace_id\":\"4bf9\",\"span_id\":\"00f0\"}",
            "{\"message\":\"paid\",\"trace_id\":\"4bf9\",\"span_id\":\"00f0\"}"));
    samples.add(
        new Sample(
            "JSON as text, with escapes in it",
            quoted("{ \"message\" : \"größer \\u00e4 \\\"q\\\" \uD83D\uDE80\\n\" }"),
            "{\"message\":\"größer ä \\\"q\\\" \uD83D\uDE80\\n\"}"));
    samples.add(
        new Sample(
            "JSON as text, its request id",
            quoted("{\"requestId\":\"" + ID + "\",\"message\":\"x\"}"),
            "{\"requestId\":\"" + ID + "\",\"message\":\"x\"}"));
    return samples;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aRecordIsStoredUnderNamesThatOpenObserveKnows(Sample sample) {
    assertThat(shaped(sample.record())).isEqualTo(json(sample.stored()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1} and more",
        "{\"a\":1}{\"b\":2}",
        "{not json}",
        "{\"a\":}",
        "{\"a\":1",
        "{}}",
        "[{\"a\":1}]",
        "{\"a\":\"\\ud800\"}x"
      })
  void textThatIsNotOneWholeObjectIsAMessage(String text) {
    assertThat(shaped(quoted(text))).isEqualTo(json("{\"message\":" + quoted(text) + "}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERROR something failed",
        "an INFO in the middle",
        "[info] lower case",
        "[NOTICE] unknown",
        "[ERROR]no space",
        "[ERROR",
        "INFO\\tx",
        "2026-11-23T09:59:58.123Z ERROR no tabs",
        "2026-11-23T09:59:58.123Z\\tid\\tERRORS\\tx",
        "2026-11-23T09:59:58.123Z\\tid\\tERROR",
        "2026-11-23T09:59:58.123Z\\t" + ID + ID + "\\tERROR\\tx",
        "2026-11-23 09:59:58 main ERROR Handler - x",
        "2026-11-23 09:59:58 " + ID + " ERRORx",
        "2026-11-23",
        "["
      })
  void noLevelIsGuessed(String text) {
    assertThat(shaped("\"" + text + "\"").has("level")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"TRACE", "DEBUG", "INFO", "WARN", "WARNING", "ERROR", "CRITICAL", "FATAL"})
  void everyLevelOfTheRuntimesIsKnown(String level) {
    assertThat(shaped("\"[" + level + "] x\"").required("level").asString()).isEqualTo(level);
  }

  @Test
  void linesOfExtensionsHaveNoLevel() {
    assertThat(shaped("extension", "\"[ERROR] x\"")).isEqualTo(json("{\"message\":\"[ERROR] x\"}"));
  }

  @Test
  void aPlatformEventStaysTogether() {
    String record = "{\"requestId\":\"r\",\"status\":\"success\",\"metrics\":{\"durationMs\":5.5}}";

    assertThat(shaped("platform.report", record))
        .isEqualTo(json("{\"record\":" + record + ",\"requestId\":\"r\"}"));
    assertThat(shaped("platform.fault", "\"RequestId: r Process exited\""))
        .isEqualTo(json("{\"message\":\"RequestId: r Process exited\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    "time, record_time",
    "Time, record_Time",
    "type, record_type",
    "_timestamp, record__timestamp",
    "_o2_id, record__o2_id",
    "_original, record__original",
    "_all_values, record__all_values",
    "function_name, record_function_name",
    "function.name, record_function.name",
    "Function-Name, record_Function-Name",
    "region, record_region",
    "requestID, record_requestID",
    "record_type, record_record_type",
    "record_record_type, record_record_record_type",
    "'\\u0074ype', record_type",
    // Not ours.
    "record, record",
    "record_, record_",
    "typ, typ",
    "types, types",
    "message, message",
    "service_name, service_name",
    "'', ''"
  })
  void aNameOfOursGetsAPrefix(String name, String stored) {
    assertThat(shaped("{\"" + name + "\":\"theirs\"}"))
        .isEqualTo(json("{\"" + stored + "\":\"theirs\"}"));
    assertThat(shaped(quoted("{\"" + name + "\":\"theirs\"}")))
        .isEqualTo(json("{\"" + stored + "\":\"theirs\"}"));
  }

  @Test
  void aRequestIdThatIsNoTextIsTheirs() {
    assertThat(shaped("{\"requestId\":5}")).isEqualTo(json("{\"record_requestId\":5}"));
  }

  @Test
  void aMemberThatIsTwiceThereStaysTwiceThere() {
    assertThat(raw("function", "{\"a\":1,\"a\":2}")).contains(",\"a\":1,\"a\":2,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"service_name\":5}|{\"service_name\":\"5\"}",
        "{\"Service-Name\":true}|{\"Service-Name\":\"true\"}",
        "{\"service_name\":null}|{\"service_name\":\"null\"}",
        "{\"service_name\":[\"a\"]}|{\"service_name\":\"[\\\"a\\\"]\"}",
        "{\"operation_name\":{\"a\":1.5}}|{\"operation_name\":\"{\\\"a\\\":1.5}\"}",
        "{\"service\":{\"name\":5,\"id\":1}}|{\"service\":\"{\\\"name\\\":5,\\\"id\\\":1}\"}",
        "{\"service\":{\"name\":\"pay\"}}|{\"service\":{\"name\":\"pay\"}}",
        "{\"service\":{\"id\":1}}|{\"service\":{\"id\":1}}",
        "{\"service\":5}|{\"service\":5}",
        "{\"service_name\":\"pay\"}|{\"service_name\":\"pay\"}"
      })
  void whatHasToBeTextGoesOutAsText(String record, String stored) {
    assertThat(shaped(record)).isEqualTo(json(stored));
    assertThat(shaped(quoted(record))).isEqualTo(json(stored));
  }

  @Test
  void inTheOtherShapeTooWhatHasToBeTextGoesOutAsText() {
    Telemetry received = new Telemetry();
    received.read(
        "[{\"type\":\"function\",\"service_name\":5,\"operation_name\":\"x\",\"record\":{"
            + "\"service_name\":5}}]");

    JsonNode record = received.onlyRecord();

    assertThat(record.required("service_name")).isEqualTo(json("\"5\""));
    assertThat(record.required("operation_name")).isEqualTo(json("\"x\""));
    // Stored as record_service_name, which may be a number.
    assertThat(record.required("record")).isEqualTo(json("{\"service_name\":5}"));
  }

  @Test
  void aRecordOfMoreColumnsThanOpenObserveStoresIsKeptAsText() {
    StringBuilder members = new StringBuilder("{");
    for (int i = 0; i < 300; i++) {
      members.append(i == 0 ? "" : ",").append("\"m").append(i).append("\":{\"a\":1,\"b\":2}");
    }
    String fits = members + "}";
    String tooMany = members + ",\"one\":1}";

    assertThat(shaped(fits)).isEqualTo(json(fits));
    assertThat(shaped(quoted(fits))).isEqualTo(json(fits));
    assertThat(shaped(tooMany)).isEqualTo(json("{\"message\":" + quoted(tooMany) + "}"));
    assertThat(shaped(quoted(tooMany))).isEqualTo(json("{\"message\":" + quoted(tooMany) + "}"));
  }

  @Test
  void fieldsThatAreConfiguredAreOursToo() {
    Telemetry configured =
        new Telemetry(
            RecordFormat.of(
                new RecordOptions(
                    RecordShape.MESSAGE,
                    new TreeMap<>(Map.of("service_name", "shop", "team", "pay\"ments")),
                    true),
                RecordMetadata.NONE,
                255));
    configured.read(
        event(
            "function",
            "{\"service_name\":\"theirs\",\"team\":1,\"record_id\":2,\"function_name\":\"free\"}"));
    configured.read(event("function", "\"x\""));

    List<JsonNode> records = configured.records();

    assertThat(records.getFirst())
        .isEqualTo(
            json(
                "{\"_timestamp\":1795427998123000,\"time\":\""
                    + TIME
                    + "\",\"type\":\"function\",\"record_service_name\":\"theirs\",\"record_team\":1,"
                    + "\"record_record_id\":2,\"function_name\":\"free\","
                    + "\"record_id\":\"ff-"
                    + Long.toHexString(1_795_428_000_000_000L)
                    + "-0\","
                    + "\"service_name\":\"shop\",\"team\":\"pay\\\"ments\"}"));
    assertThat(records.get(1).required("record_id").asString()).endsWith("-1");
  }
}
