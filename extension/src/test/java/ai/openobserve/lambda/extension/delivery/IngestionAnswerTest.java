package ai.openobserve.lambda.extension.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class IngestionAnswerTest {
  private static final String WHOLE =
      "{\"code\":200,\"status\":[{\"name\":\"s\",\"successful\":3,\"failed\":1,"
          + "\"error\":\"one \\\"bad\\\" record\"}],\"extra\":{\"status\":[{\"failed\":9}]}}";

  @Test
  void readsTheCountsAndTheError() {
    assertThat(IngestionAnswer.of(WHOLE))
        .isEqualTo(new IngestionAnswer(true, 3, 1, "one \"bad\" record"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"message\":\"a\",\"error\":\"b\"} | a",
        "{\"message\":{\"deep\":\"x\"},\"error\":\"b\"} | b",
        "{\"message\":null} | ~~",
        "{\"error\":5} | ~~",
        "not JSON | ~~",
        "\"message\" | ~~"
      })
  void takesTheFirstMessageThatIsText(String body, String message) {
    assertThat(IngestionAnswer.of(body)).isEqualTo(new IngestionAnswer(false, 0, 0, message));
  }

  @Test
  void countsAreReadLeniently() {
    assertThat(IngestionAnswer.of("{\"status\":[5,{\"successful\":\"2\",\"failed\":1.0},null]}"))
        .satisfies(answer -> {
          assertThat(answer.hasStatus()).isTrue();
          assertThat(answer.successful()).isEqualTo(2);
          assertThat(answer.failed()).isEqualTo(1);
        });
  }

  static LongStream seeds() {
    return LongStream.of(1, 2, 3, new Random().nextLong());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nothingThatAServerSaysIsAFailureOfOurs(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder(WHOLE);
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setLength(at + 1);
          case 1 -> text.setCharAt(at, "{}[]\":,0e\u0000ä".charAt(random.nextInt(11)));
          default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
        }
      }

      assertThat(IngestionAnswer.of(text.toString())).as(text.toString()).isNotNull();
    }
  }
}
