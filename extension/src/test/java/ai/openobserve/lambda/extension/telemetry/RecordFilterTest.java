package ai.openobserve.lambda.extension.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.config.FilterOptions;
import ai.openobserve.lambda.extension.config.RecordLevel;
import ai.openobserve.lambda.extension.config.RecordShape;
import ai.openobserve.lambda.extension.json.RandomJson;
import ai.openobserve.lambda.extension.record.RecordMetadata;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What leaves the function, and what does not.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class RecordFilterTest {

  private static Telemetry telemetry(RecordShape shape, FilterOptions options) {
    return new Telemetry(Telemetry.format(shape, RecordMetadata.NONE), options);
  }

  private static Telemetry excluding(String pattern) {
    return telemetry(
        RecordShape.RECORD, new FilterOptions(Pattern.compile(pattern), null, null, false));
  }

  private static Telemetry redacting(RecordShape shape, String pattern) {
    return telemetry(shape, new FilterOptions(null, Pattern.compile(pattern), null, false));
  }

  private static Telemetry from(@Nullable RecordLevel level, boolean debugOnError) {
    return telemetry(RecordShape.RECORD, new FilterOptions(null, null, level, debugOnError));
  }

  private static String event(String type, String record) {
    return "{\"time\":\"2026-11-23T09:59:58Z\",\"type\":\""
        + type
        + "\",\"record\":"
        + record
        + "}";
  }

  private static void read(Telemetry telemetry, String... events) {
    telemetry.read("[" + String.join(",", events) + "]");
  }

  private static String line(String text) {
    return event("function", Telemetry.JSON.writeValueAsString(text));
  }

  private static List<String> stored(Telemetry telemetry) {
    return telemetry.records().stream().map(r -> r.required("record").toString()).toList();
  }

  private static void assertBalanced(Telemetry telemetry, long excluded) {
    assertThat(telemetry.ledger.excluded()).isEqualTo(excluded);
    assertThat(telemetry.ledger.dropped()).isZero();
    assertThat(telemetry.ledger.received())
        .isEqualTo(telemetry.ledger.excluded() + telemetry.buffer.held());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "health|the healthcheck",
        "^GET /ping|GET /ping HTTP/1.1",
        "(?i)PING|a ping",
        "\"path\":\"/ping\"|{\"path\":\"/ping\"}",
        "größer|es ist größer",
        "^$x|never"
      })
  void aLineInWhichThePatternIsFoundIsNotSent(String pattern, String text) {
    Telemetry telemetry = excluding(pattern);
    read(telemetry, line("before"), line(text), line("after"));

    boolean never = text.equals("never");
    assertBalanced(telemetry, never ? 0 : 1);
    assertThat(stored(telemetry)).hasSize(never ? 3 : 2).doesNotContain(never ? "" : text);
  }

  @Test
  void anObjectIsLookedThroughAsJson() {
    Telemetry telemetry = excluding("\"path\":\"/ping\"");
    read(
        telemetry,
        event("function", "{\"path\":\"/ping\",\"status\":200}"),
        event("function", "{\"path\":\"/orders\"}"),
        event("extension", "{\"path\":\"/ping\"}"));

    assertBalanced(telemetry, 2);
    assertThat(stored(telemetry)).containsExactly("{\"path\":\"/orders\"}");
  }

  @Test
  void whatThePlatformSaysIsNotFiltered() throws InterruptedException {
    Telemetry telemetry = excluding(".");
    read(
        telemetry,
        event("platform.start", "{\"requestId\":\"r\"}"),
        line("x"),
        event("platform.runtimeDone", "{\"requestId\":\"r\",\"status\":\"success\"}"));

    assertBalanced(telemetry, 1);
    assertThat(telemetry.records()).hasSize(2);
    assertThat(telemetry.watch.awaitRuntimeDone("r", Duration.ZERO)).isTrue();
  }

  @Test
  void aPatternThatWouldBacktrackTakesNoLonger() {
    Telemetry telemetry = excluding("(a+)+b$");
    // Exponential, or quadratic, in a matcher that backtracks.
    read(telemetry, line("a".repeat(200_000)));

    assertBalanced(telemetry, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"card 4111111111111111 ok\"|\"card [REDACTED] ok\"",
        "\"4111111111111111\"|\"[REDACTED]\"",
        "\"\\\"4111111111111111\\\"\\n\\t\\u0001 \\\\\"|\"\\\"[REDACTED]\\\"\\n\\t\\u0001 \\\\\"",
        "\"4111111111111111 and 4222222222222222\"|\"[REDACTED] and [REDACTED]\"",
        "\"none\"|\"none\"",
        "4111111111111111|\"[REDACTED]\"",
        "{\"card\":4111111111111111,\"n\":1}|{\"card\":\"[REDACTED]\",\"n\":1}",
        "{\"a\":[{\"b\":\"x 4111111111111111\"},2]}|{\"a\":[{\"b\":\"x [REDACTED]\"},2]}",
        "{\"4111111111111111\":\"a name stays\"}|{\"4111111111111111\":\"a name stays\"}",
        "{\"token\":\"abc\"}|{\"token\":\"[REDACTED]\"}",
        "{\"a\" : { \"token\" : \"abc\" } , \"b\":1}|{\"a\":{\"token\":\"[REDACTED]\"},\"b\":1}",
        "\"token=abc&x=1\"|\"[REDACTED]&x=1\"",
        "{\"token\":null,\"x\":true}|{\"token\":null,\"x\":true}",
        "[\"4111111111111111\",\"größer 4111111111111111 \uD83D\uDE80\"]|[\"[REDACTED]\",\"größer"
            + " [REDACTED] \uD83D\uDE80\"]"
      })
  void whatThePatternFindsIsReplaced(String record, String redacted) {
    Telemetry telemetry = redacting(RecordShape.RECORD, "\\d{16}|token=\\w+");
    read(telemetry, line("before"), event("function", record), line("after"));

    List<JsonNode> records = telemetry.records();
    assertThat(records).hasSize(3);
    assertThat(records.get(1).required("record")).isEqualTo(Telemetry.JSON.readTree(redacted));
    assertThat(records.get(1).required("time").asString()).isEqualTo("2026-11-23T09:59:58Z");
    assertThat(telemetry.ledger.excluded()).isZero();
  }

  @Test
  void redactionComesBeforeTheShape() {
    Telemetry telemetry = redacting(RecordShape.MESSAGE, "\\d{16}");
    read(telemetry, line("{\"message\":\"4111111111111111\",\"n\":1}"));

    JsonNode record = telemetry.onlyRecord();
    assertThat(record.required("message").asString()).isEqualTo("[REDACTED]");
    assertThat(record.required("n").asInt()).isEqualTo(1);
  }

  static LongStream seeds() {
    return LongStream.concat(LongStream.rangeClosed(1, 30), LongStream.of(new Random().nextLong()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverIsReplacedWhatGoesOutIsJson(long seed) {
    Random random = new Random(seed);
    String[] patterns = {"[a-m]+", "\\W+", "[0-9]", "\"|\\\\", "[^a]", "=.", "\\pL"};
    for (int i = 0; i < 20; i++) {
      String pattern = patterns[random.nextInt(patterns.length)];
      RecordShape shape = random.nextBoolean() ? RecordShape.RECORD : RecordShape.MESSAGE;
      Telemetry telemetry = redacting(shape, pattern);
      read(telemetry, event("function", RandomJson.value(random, 1)), line("last"));

      assertThat(telemetry.records()).as(pattern).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"[DEBUG] x\"|DEBUG",
        "\"[INFO]\\t2026-11-23T09:59:58Z\\tid\\tx\"|INFO",
        "\"2026-11-23T09:59:58.123Z\\tid\\tWARN\\tx\"|WARN",
        "{\"level\":\"TRACE\"}|TRACE",
        "{\"level\":\"information\"}|INFO",
        "{\"severity\":\"Warning\"}|WARN",
        "{\"level\":20}|DEBUG",
        "{\"level\":50}|ERROR",
        "{\"message\":\"x\",\"LEVEL\":\"critical\"}|FATAL",
        "\"{\\\"level\\\":\\\"debug\\\",\\\"message\\\":\\\"x\\\"}\\n\"|DEBUG",
        "\"ERROR or INFO?\"|",
        "{\"level\":\"loud\"}|",
        "{\"level\":99}|",
        "{\"a\":{\"level\":\"DEBUG\"}}|",
        "42|",
        "null|"
      })
  void whatIsBelowTheLevelIsNotSent(String record, @Nullable RecordLevel level) {
    for (RecordLevel least : RecordLevel.values()) {
      Telemetry telemetry = from(least, false);
      read(telemetry, event("function", record));

      boolean sent = level == null || level.compareTo(least) >= 0;
      assertThat(telemetry.records()).as("from %s", least).hasSize(sent ? 1 : 0);
      assertThat(telemetry.ledger.excluded()).isEqualTo(sent ? 0 : 1);
    }
  }

  @Test
  void linesOfExtensionsHaveNoLevelToGoBy() {
    Telemetry telemetry = from(RecordLevel.ERROR, false);
    read(telemetry, event("extension", "\"[DEBUG] x\""));

    assertBalanced(telemetry, 0);
  }

  private static String start(String id) {
    return event("platform.start", "{\"requestId\":\"" + id + "\"}");
  }

  private static String done(String id, String status) {
    return event(
        "platform.runtimeDone", "{\"requestId\":\"" + id + "\",\"status\":\"" + status + "\"}");
  }

  private static List<String> lines(Telemetry telemetry) {
    return telemetry.records().stream()
        .filter(record -> record.required("type").asString().equals("function"))
        .map(record -> record.required("record").asString())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "failure", "timeout"})
  void whatIsBelowTheLevelIsSentWhenTheInvocationFails(String status) {
    Telemetry telemetry = from(RecordLevel.INFO, true);
    read(telemetry, start("r-1"), line("[DEBUG] one"), line("[INFO] two"), line("[TRACE] three"));
    read(telemetry, done("r-1", status));

    assertBalanced(telemetry, 0);
    assertThat(telemetry.records()).hasSize(5);
  }

  @Test
  void itIsSentBeforeAnybodyKnowsOfTheEnd() {
    Telemetry telemetry = from(RecordLevel.INFO, true);
    read(telemetry, start("r-1"), line("[DEBUG] one"), done("r-1", "error"));

    assertThat(telemetry.records())
        .extracting(record -> record.required("type").asString())
        .containsExactly("platform.start", "platform.runtimeDone", "function");
  }

  @Test
  void itIsNotSentWhenTheInvocationSucceeds() {
    Telemetry telemetry = from(RecordLevel.INFO, true);
    read(telemetry, start("r-1"), line("[DEBUG] one"), done("r-1", "success"));
    assertBalanced(telemetry, 1);

    // Nor with a later one that fails.
    read(telemetry, start("r-2"), line("[DEBUG] two"), done("r-2", "error"));
    assertThat(lines(telemetry)).containsExactly("[DEBUG] two");
    assertThat(telemetry.ledger.excluded()).isEqualTo(1);
  }

  @Test
  void recordsWithAnIdGoWithTheirInvocation() {
    Telemetry telemetry = from(RecordLevel.INFO, true);
    telemetry.reader.invocationsOverlap();
    read(
        telemetry,
        event("function", "{\"level\":\"DEBUG\",\"requestId\":\"a\",\"message\":\"of a\"}"),
        event("function", "{\"level\":\"DEBUG\",\"requestId\":\"b\",\"message\":\"of b\"}"),
        event("platform.report", "{\"requestId\":\"a\",\"status\":\"success\"}"),
        event("platform.report", "{\"requestId\":\"b\",\"status\":\"error\"}"));

    assertThat(new String(telemetry.sent(), StandardCharsets.UTF_8))
        .contains("of b")
        .doesNotContain("of a");
    assertThat(telemetry.ledger.excluded()).isEqualTo(1);
  }

  @Test
  void theInitPhaseIsOneToo() {
    Telemetry telemetry = from(RecordLevel.INFO, true);
    read(
        telemetry,
        line("[DEBUG] init"),
        event("platform.initRuntimeDone", "{\"phase\":\"init\",\"status\":\"error\"}"),
        line("[DEBUG] again"),
        event("platform.initRuntimeDone", "{\"phase\":\"init\",\"status\":\"success\"}"),
        line("[DEBUG] never told"),
        start("r-1"));

    assertThat(lines(telemetry)).containsExactly("[DEBUG] init");
    assertThat(telemetry.ledger.excluded()).isEqualTo(2);
  }

  @Test
  void whatIsKeptIsBounded() {
    Telemetry telemetry = from(RecordLevel.INFO, true);
    read(telemetry, start("r-1"));
    for (int i = 0; i < 30; i++) {
      read(telemetry, line("[DEBUG] " + i + " " + "x".repeat(100_000)));
    }
    read(telemetry, done("r-1", "error"));

    assertThat(telemetry.ledger.excluded()).isBetween(18L, 22L);
    List<String> lines = lines(telemetry);
    assertThat(lines.getLast()).startsWith("[DEBUG] 29 ");
    assertThat(lines.size() + telemetry.ledger.excluded()).isEqualTo(30);
  }

  @Test
  void whatIsLeftAtTheEndIsExcluded() {
    Telemetry telemetry = from(RecordLevel.INFO, true);
    read(telemetry, start("r-1"), line("[DEBUG] one"));
    telemetry.reader.close();
    telemetry.reader.close();

    assertBalanced(telemetry, 1);
  }

  @Test
  void nothingIsFilteredWithoutOptions() {
    Telemetry telemetry = telemetry(RecordShape.RECORD, FilterOptions.NONE);
    read(telemetry, line("[TRACE] 4111111111111111"));

    assertThat(lines(telemetry)).containsExactly("[TRACE] 4111111111111111");
  }
}
