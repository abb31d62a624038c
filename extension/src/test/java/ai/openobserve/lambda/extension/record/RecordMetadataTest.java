package ai.openobserve.lambda.extension.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class RecordMetadataTest {

  private static JsonNode members(RecordMetadata metadata) {
    String json = new String(metadata.json(), StandardCharsets.UTF_8);
    return JsonMapper.shared().readTree("{\"x\":0" + json + "}");
  }

  private static JsonNode members(@Nullable String name, @Nullable String memory) {
    return members(RecordMetadata.of(name, "$LATEST", "eu-west-1", memory, "arm64"));
  }

  @Test
  void saysWhatLambdaSaysAboutTheFunction() {
    assertThat(members("orders", "512"))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"x": 0, "function_name": "orders", "function_version": "$LATEST",
                     "region": "eu-west-1", "memory_size_mb": 512, "architecture": "arm64"}\
                    """));
  }

  @Test
  void whatIsNotSetGivesNoField() {
    JsonNode members = members(RecordMetadata.of(null, "", null, null, "x86_64"));

    assertThat(members)
        .isEqualTo(JsonMapper.shared().readTree("{\"x\": 0, \"architecture\": \"x86_64\"}"));
  }

  @Test
  void noMetadataIsNothing() {
    assertThat(RecordMetadata.NONE.json()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "back\\slash", "end\\", "größer", "名前", "\uD83D\uDE80"})
  void charactersThatJsonEscapesAreEscaped(String name) {
    assertThat(members(name, "128").get("function_name").stringValue()).isEqualTo(name);
  }

  @Test
  void controlCharactersBecomeSpaces() {
    assertThat(members("a\nb\u0000c", null).get("function_name").stringValue()).isEqualTo("a b c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0128", "-1", "1e3", "128MB", "99999999999", "NaN"})
  void aMemorySizeThatIsNoNumberIsLeftOut(String memory) {
    assertThat(members("orders", memory).has("memory_size_mb")).isFalse();
  }
}
