package ai.openobserve.lambda.sandbox.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LineSplitterTest {

  private static List<String> lines(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    new LineSplitter(lines::add)
        .drain(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return lines;
  }

  @Test
  void splitsAtNewlines() throws IOException {
    assertThat(lines("one\n\ntwo ありがとう\n")).containsExactly("one", "", "two ありがとう");
  }

  @Test
  void aLastLineNeedsNoNewline() throws IOException {
    assertThat(lines("one\ntwo")).containsExactly("one", "two");
    assertThat(lines("")).isEmpty();
  }

  @Test
  void cutsALineThatIsLongerThanLambdaTakes() throws IOException {
    int most = 256 * 1024;
    assertThat(lines("x".repeat(2 * most + 3) + "\nnext\n"))
        .extracting(String::length)
        .containsExactly(most, most, 3, 4);
  }
}
