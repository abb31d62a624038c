package ai.openobserve.lambda.extension.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class JsonFieldsTest {
  private static JsonFields member(String json, String name) {
    JsonFields fields = JsonFields.of(json);
    do {
      assertThat(fields.next()).as(name).isTrue();
    } while (!fields.name().equals(name));
    return fields;
  }

  @Test
  void scalarsAreTextsNumbersAndWords() {
    assertThat(
            JsonFields.scalars(
                " {\"a\":\"x\\n\\u00e4\\ud83d\\ude00\",\"b\" : -1.5e3 ,\"c\":true,\"d\":null,\"e\":{\"a\":1},"
                    + "\"f\":[\"a\",2],\"\\u0067\":\"last\"} "))
        .isEqualTo(Map.of("a", "x\nä😀", "b", "-1.5e3", "c", "true", "d", "null", "g", "last"));
  }

  @Test
  void theLastMemberOfANameCounts() {
    assertThat(JsonFields.scalars("{\"a\":1,\"a\":2}")).isEqualTo(Map.of("a", "2"));
  }

  @Test
  void whatComesBeforeTheDamageIsRead() {
    assertThat(JsonFields.scalars("{\"a\":\"1\",\"b\":2,\"c\":\"cut"))
        .isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(JsonFields.scalars("{\"a\":\"1\" \"b\":2}")).isEqualTo(Map.of("a", "1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | true",
        "{\"a\":1} | true",
        "[\"a\"] | true",
        "5 | true",
        "~~ | false",
        "page | false",
        "[\"a\" | false",
        "{ | false",
        "{\"a\":1 | false",
        "{\"a\":x} | false",
        "{\"a\":[1,{]} | false"
      })
  void knowsWhetherAllOfItWasJson(String text, boolean whole) {
    JsonFields fields = JsonFields.of(text);
    while (fields.next()) {
      assertThat(fields.name()).isEqualTo("a");
    }

    assertThat(fields.isWhole()).isEqualTo(whole);
    assertThat(fields.next()).isFalse();
  }

  @Test
  void readsObjectsInsideObjects() {
    JsonFields fields = member("{\"deep\":{\"x\":{\"y\":1},\"z\":\"2\"},\"after\":\"3\"}", "deep");
    JsonFields deep = fields.object();

    assertThat(deep.next()).isTrue();
    assertThat(deep.object().next()).isTrue();
    assertThat(deep.next()).isTrue();
    assertThat(deep.name()).isEqualTo("z");
    assertThat(deep.text()).isEqualTo("2");
    assertThat(deep.next()).isFalse();
    assertThat(fields.next()).isTrue();
    assertThat(fields.text()).isEqualTo("3");
  }

  @Test
  void readsTheElementsOfAnArray() {
    JsonFields fields = member("{\"a\":[ \"x\" , 5,{\"n\":\"1\"},[{}], {\"n\":\"2\"}]}", "a");

    assertThat(fields.texts()).containsExactly("x", "", "", "", "");
    assertThat(fields.objects())
        .extracting(object -> object.next() ? object.text() : "none")
        .containsExactly("1", "2");
    assertThat(member("{\"a\":[]}", "a").texts()).isEmpty();
    assertThat(member("{\"a\":5}", "a").texts()).isEmpty();
  }

  @Test
  void readsTheElementsBeforeTheCut() {
    JsonFields fields = member("{\"a\":[\"x\",{\"n\":\"1\",\"m\":\"2", "a");

    assertThat(fields.texts()).containsExactly("x", "");
    JsonFields object = fields.objects().getFirst();
    assertThat(object.next()).isTrue();
    assertThat(object.text()).isEqualTo("1");
    assertThat(fields.next()).isFalse();
  }

  @Test
  void onlyAStringIsText() {
    assertThat(List.of("5", "null", "{}", "[\"x\"]"))
        .allSatisfy(value -> assertThat(member("{\"a\":" + value + "}", "a").text()).isEmpty());
  }

  @Test
  void halfASurrogatePairStaysAsItIsWritten() {
    assertThat(JsonFields.scalars("{\"a\":\"\\ud83dx\"}")).isEqualTo(Map.of("a", "\\ud83dx"));
  }

  static LongStream seeds() {
    return LongStream.of(1, 2, 3, new Random().nextLong());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void readsWhatALibraryReads(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      StringBuilder object = new StringBuilder("{");
      for (int member = 0; member < 5; member++) {
        object
            .append(member == 0 ? "" : ",")
            .append(RandomJson.member(random, "\"m" + member + "\"", RandomJson.value(random, 2)));
      }
      String text = object.append('}').toString();

      Map<String, String> expected = scalarsOfALibrary(text);
      Map<String, String> scalars = JsonFields.scalars(text);
      assertThat(scalars.keySet()).as(text).isEqualTo(expected.keySet());
      expected.values().removeIf(value -> !StandardCharsets.UTF_8.newEncoder().canEncode(value));
      assertThat(scalars).as(text).containsAllEntriesOf(expected);
    }
  }

  private static Map<String, String> scalarsOfALibrary(String text) {
    Map<String, String> scalars = new LinkedHashMap<>();
    try (JsonParser parser =
        RandomJson.FACTORY.createParser(
            ObjectReadContext.empty(), text.getBytes(StandardCharsets.UTF_8))) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isScalarValue()) {
          scalars.put(name, parser.getString());
        } else {
          parser.skipChildren();
        }
      }
    }
    return scalars;
  }
}
