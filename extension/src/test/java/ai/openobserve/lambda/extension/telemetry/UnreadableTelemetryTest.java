package ai.openobserve.lambda.extension.telemetry;

import static ai.openobserve.lambda.extension.telemetry.Telemetry.TIME;
import static ai.openobserve.lambda.extension.telemetry.Telemetry.event;
import static ai.openobserve.lambda.extension.telemetry.Telemetry.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies that are not what Lambda sends: what cannot be read costs itself alone, and is counted.
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class UnreadableTelemetryTest {
  private final Telemetry telemetry = new Telemetry();

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

  @Test
  void anUnreadableBodyIsLoggedAndCounted() {
    telemetry.reader.unreadable("a body of more than 5 bytes", 1);

    assertThat(telemetry.trail.lines())
        .containsExactly(
            "WARN Telemetry had a body of more than 5 bytes: dropped. Further ones are only counted,"
                + " see the last line at shutdown");
    assertThat(telemetry.ledger.unparsableBodies()).isEqualTo(1);
  }
}
