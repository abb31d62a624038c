package ai.openobserve.lambda.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.demo.page.Page.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PageTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void cutsToTheWidthAndCountsWideCharactersTwice() {
    assertThat(Page.cut("0123456789", 10)).isEqualTo("0123456789");
    assertThat(Page.cut("0123456789a", 10)).isEqualTo("012345678…");
    assertThat(Page.cut("谢谢谢谢谢", 10)).isEqualTo("谢谢谢谢谢");
    assertThat(Page.cut("谢谢谢谢谢谢", 10)).isEqualTo("谢谢谢谢…");
  }

  @Test
  void padsByColumnsNotByCharacters() {
    assertThat(Page.padded("ab", 4)).isEqualTo("ab  ");
    assertThat(Page.padded("谢", 4)).isEqualTo("谢  ");
    assertThat(Page.padded("cafe\u0301", 6)).isEqualTo("cafe\u0301  ");
  }

  @Test
  void isPlainWithoutColour() {
    assertThat(written(false)).isEqualTo("text\n");
    assertThat(written(true)).isEqualTo("\u001b[31mtext\u001b[0m\n");
  }

  @Test
  void showsATextOnOneLineWithoutControlCharacters() {
    assertThat(text("function", "\"a\\n  b\\r\\tc\\u001b[31md\\n\"")).isEqualTo("a ↵ b ↵ c [31md");
  }

  @Test
  void leavesOutTheTimeAndRequestIdThatARuntimePutsBeforeAText() {
    var prefix = "2026-11-23T00:12:26.471Z\\taf04adc8-d696-4e71-859e-a54832c369de\\t";

    assertThat(text("function", "\"[INFO]\\t" + prefix + "hello\"")).isEqualTo("[INFO] hello");
    assertThat(text("function", "\"" + prefix + "WARN\\thello\"")).isEqualTo("WARN hello");
    assertThat(text("function", "\"said " + prefix + "hello\"")).startsWith("said 2026-11-23");
  }

  @Test
  void showsALogObjectAsLevelMessageAndTheRest() {
    assertThat(
            text(
                "function",
                "{\"timestamp\":\"t\",\"level\":\"info\",\"requestId\":\"r\",\"message\":\"hello\",\"n\":1}"))
        .isEqualTo("INFO hello {\"n\":1}");
    assertThat(text("function", "{\"level\":\"INFO\",\"message\":{\"n\":1}}"))
        .isEqualTo("INFO {\"n\":1}");
  }

  @Test
  void showsPlatformEventsInWords() {
    assertThat(
            text(
                "platform.report",
                """
                {"requestId":"r","status":"error","errorType":"Boom","metrics":{"durationMs":12.3,
                 "billedDurationMs":13,"memorySizeMB":128,"maxMemoryUsedMB":30,"initDurationMs":143.5}}
                """))
        .isEqualTo("error Boom, 12 ms, billed 13 ms, init 144 ms, memory 30 of 128 MB");
    assertThat(text("platform.start", "{\"requestId\":\"r\",\"version\":\"$LATEST\"}"))
        .isEqualTo("version $LATEST");
    assertThat(
            text(
                "platform.extension",
                "{\"name\":\"x\",\"state\":\"Ready\",\"events\":[\"INVOKE\"]}"))
        .isEqualTo("x Ready INVOKE");
    assertThat(text("platform.unheardOf", "{\"a\":[1]}")).isEqualTo("{\"a\":[1]}");
  }

  @Test
  void ordersRecordsByTimeAndAlignsThem() {
    var bytes = new ByteArrayOutputStream();
    new RecordTable(page(bytes, false), "orders")
        .show(
            List.of(
                JSON.readTree(
                    "{\"time\":\"2026-01-01T00:00:02Z\",\"type\":\"function\",\"record\":\"b\",\"requestId\":\"0123456789\"}"),
                JSON.readTree(
                    "{\"time\":\"2026-01-01T00:00:01Z\",\"type\":\"extension\",\"record\":\"a\"}"),
                JSON.readTree(
                    "{\"time\":\"12:01:23:521Z\",\"type\":\"function\",\"record\":\"odd\"}")),
            "none");

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "  function       time (UTC)    type                      request   text",
            "  orders         00:00:00.000  function                  -         odd",
            "  orders         00:00:01.000  extension                 -         a",
            "  orders         00:00:02.000  function                  01234567  b");
  }

  @Test
  void makesRoomForTheTextOnANarrowPage() {
    var bytes = new ByteArrayOutputStream();
    new RecordTable(new Page(new PrintStream(bytes, true, StandardCharsets.UTF_8), 80, false), "f")
        .show(
            List.of(
                JSON.readTree(
                    "{\"time\":\"2026-01-01T00:00:02Z\",\"type\":\"platform.initRuntimeDone\",\"record\":{}}"),
                JSON.readTree(
                    "{\"time\":\"2026-01-01T00:00:03Z\",\"type\":\"function\",\"record\":\"0123456789 0123456789 0123456789 0123456789\"}")),
            "none");

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "  time (UTC)    type              request   text",
            "  00:00:02.000  .initRuntimeDone  -         ",
            "  00:00:03.000  function          -         0123456789 0123456789 0123456789 01…");
  }

  @Test
  void breaksALongTextBetweenWordsAndNeverAnAddress() {
    var bytes = new ByteArrayOutputStream();
    var page = new Page(new PrintStream(bytes, true, StandardCharsets.UTF_8), 40, false);
    page.line(
        Style.PLAIN,
        "  records    to OpenObserve, which is at http://127.0.0.1:5080/a/long/path?of=one");
    page.line(Style.PLAIN, "谢谢谢谢 谢谢谢谢 谢谢谢谢 谢谢谢谢 谢谢谢谢");
    page.blank();

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "  records    to OpenObserve, which is at",
            "      http://127.0.0.1:5080/a/long/path?of=one",
            "谢谢谢谢 谢谢谢谢 谢谢谢谢 谢谢谢谢",
            "    谢谢谢谢",
            "");
  }

  @Test
  void isAsWideAsColumnsSaysWhereItIsNoTerminal() {
    var text = "word ".repeat(40).strip();
    for (var each : List.of(Map.of("COLUMNS", "80"), Map.of("COLUMNS", "wide"))) {
      var bytes = new ByteArrayOutputStream();
      Page.of(new PrintStream(bytes, true, StandardCharsets.UTF_8), each).line(Style.BAD, text);
      assertThat(bytes.toString(StandardCharsets.UTF_8).lines().findFirst().orElse(""))
          .as(each.toString())
          .hasSize(each.containsValue("80") ? 79 : 159);
    }
  }

  private static String text(String type, String recordJson) {
    return RecordText.of(type, JSON.readTree(recordJson));
  }

  private static String written(boolean colour) {
    var bytes = new ByteArrayOutputStream();
    page(bytes, colour).line(Style.BAD, "text");
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Page page(ByteArrayOutputStream bytes, boolean colour) {
    return new Page(new PrintStream(bytes, true, StandardCharsets.UTF_8), 100, colour);
  }
}
