package ai.openobserve.lambda.extension.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class JsonScannerTest {

  private static int value(byte[] bytes) {
    // What lies behind the end must not be looked at.
    byte[] longer = new byte[bytes.length + 8];
    System.arraycopy(bytes, 0, longer, 0, bytes.length);
    Arrays.fill(longer, bytes.length, longer.length, (byte) '"');
    return new JsonScanner(longer, bytes.length).value(0);
  }

  private static int value(String text) {
    return value(text.getBytes(StandardCharsets.UTF_8));
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"text\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\uD83D\\ude80\"",
        "\"\\ud800\"",
        "\"größer 名前 \uD83D\uDE80 \u007f\u0080\u07ff\u0800\uffff\"",
        "0",
        "-0",
        "10",
        "-12.50E+10",
        "1e5",
        "0.1E-7",
        "true",
        "false",
        "null",
        "{}",
        "[]",
        "{ }",
        "[ \n\t\r ]",
        "[[],{},[[{}]]]",
        "{\"a\":1,\"b\":[true,null],\"\":{\"c\":\"d\"}}",
        "{ \"a\" : 1 , \"b\" : [ 1 , 2 ] }"
      })
  void aValueEndsWhereItEnds(String json) {
    assertThat(value(json)).isEqualTo(length(json));
    assertThat(value(json + ",")).isEqualTo(length(json));
    assertThat(value(json + "]")).isEqualTo(length(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "\"open",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u00g0\"",
        "\"\\u12\"",
        "\"raw\ncontrol\"",
        "-",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e+",
        "tru",
        "nul",
        "fals",
        "True",
        "{",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "[}",
        "{]",
        "[{\"a\":1]}",
        "}",
        "]",
        ":",
        ","
      })
  void whatIsNotJsonHasNoEnd(String text) {
    assertThat(value(text)).isEqualTo(JsonScanner.NONE);
  }

  @Test
  void saysWhereItStoppedBeingJson() {
    JsonScanner json = new JsonScanner("[1,2,x]".getBytes(StandardCharsets.UTF_8), 7);

    assertThat(json.value(0)).isEqualTo(JsonScanner.NONE);
    assertThat(json.failedAt()).isEqualTo(5);
  }

  /// Strings are looked at several bytes at a time: each byte is found at each place of such a
  /// step.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 14, 15, 16, 17, 23, 24})
  void findsEveryByteOfAStringThatIsNoPlainCharacter(int place) {
    for (int b = 0; b < 256; b++) {
      byte[] text = ("\"" + "~ !#[]".repeat(5) + "\" ").getBytes(StandardCharsets.UTF_8);
      text[1 + place] = (byte) b;
      boolean plain = b >= ' ' && b < 0x80 && b != '"' && b != '\\';
      int quote = text.length - 2;

      JsonScanner json = new JsonScanner(text, text.length);
      int end = json.string(0);

      if (b == '"') {
        assertThat(end).as("byte %s", b).isEqualTo(place + 2);
      } else if (plain) {
        assertThat(end).as("byte %s", b).isEqualTo(quote + 1);
      } else {
        assertThat(end).as("byte %s", b).isEqualTo(JsonScanner.NONE);
        assertThat(json.failedAt()).as("byte %s", b).isEqualTo(1 + place);
      }
    }
  }

  /// A step never reaches beyond the end, and never into what an earlier body has left there.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 15, 16, 17})
  void aStringWithoutItsQuoteEndsAtTheEnd(int length) {
    byte[] text =
        ("\"" + "a".repeat(length - 1) + "\"\"\"\"\"\"\"\"").getBytes(StandardCharsets.UTF_8);
    JsonScanner json = new JsonScanner(text, length);

    assertThat(json.string(0)).isEqualTo(JsonScanner.NONE);
    assertThat(json.failedAt()).isEqualTo(length);
  }

  @Test
  void nestingHasNoBound() {
    int deep = 1_000_000;
    String lists = "[".repeat(deep) + "]".repeat(deep);
    String objects = "{\"a\":".repeat(deep) + "1" + "}".repeat(deep);

    assertThat(value(lists)).isEqualTo(lists.length());
    assertThat(value(objects)).isEqualTo(objects.length());
    assertThat(value(lists.substring(1))).isEqualTo(lists.length() - 2);
    assertThat(value("{\"a\":".repeat(deep) + "1" + "]".repeat(deep))).isEqualTo(JsonScanner.NONE);
  }

  static List<byte[]> invalidUtf8() {
    return List.of(
        bytes(0x80),
        bytes(0xc0, 0x80),
        bytes(0xc1, 0xbf),
        bytes(0xc2),
        bytes(0xc2, 0x20),
        bytes(0xe0, 0x9f, 0xbf),
        bytes(0xe2, 0x82),
        bytes(0xe2, 0x82, 0x20),
        bytes(0xed, 0xa0, 0x80),
        bytes(0xf0, 0x8f, 0xbf, 0xbf),
        bytes(0xf0, 0x9f, 0x9a),
        bytes(0xf4, 0x90, 0x80, 0x80),
        bytes(0xf5, 0x80, 0x80, 0x80),
        bytes(0xff));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("invalidUtf8")
  void invalidUtf8IsNotJson(byte[] invalid) {
    byte[] text = new byte[invalid.length + 2];
    text[0] = '"';
    System.arraycopy(invalid, 0, text, 1, invalid.length);
    text[text.length - 1] = '"';

    assertThat(value(text)).isEqualTo(JsonScanner.NONE);
  }

  static LongStream seeds() {
    return LongStream.concat(LongStream.rangeClosed(1, 20), LongStream.of(new Random().nextLong()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void agreesWithALibraryOnDamagedValues(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] json = RandomJson.value(random, 1).getBytes(StandardCharsets.UTF_8);
      for (int damage = random.nextInt(3); damage > 0 && json.length > 0; damage--) {
        json[random.nextInt(json.length)] =
            random.nextInt(3) == 0
                ? (byte) random.nextInt(256)
                : (byte) "{}[]\",:\\tfn0-1.eE ".charAt(random.nextInt(18));
      }
      boolean whole = new JsonScanner(json, json.length).value(0) == json.length;

      assertThat(whole).as(new String(json, StandardCharsets.UTF_8)).isEqualTo(isJson(json));
    }
  }

  private static boolean isJson(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)
        || !text.equals(text.strip())) {
      // The library reads text, and passes over the white space around a value.
      return false;
    }
    try (JsonParser parser = RandomJson.FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      parser.skipChildren();
      parser.finishToken();
      return parser.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }
}
