package ai.openobserve.lambda.extension.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipTest {
  private static final byte[] RECORDS =
      "##{\"record\":\"a\"},{\"record\":\"b\"}##".getBytes(StandardCharsets.UTF_8);

  private static String unpacked(byte[] body) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void putsBracketsAroundTheElementsOfAnArray() throws IOException {
    byte[] body = Gzip.pack(RECORDS, 2, RECORDS.length - 4, true);

    assertThat(unpacked(body)).isEqualTo("[{\"record\":\"a\"},{\"record\":\"b\"}]");
  }

  @Test
  void leavesAnotherPayloadAsItIs() throws IOException {
    byte[] body = Gzip.pack(RECORDS, 2, RECORDS.length - 4, false);

    assertThat(unpacked(body)).isEqualTo("{\"record\":\"a\"},{\"record\":\"b\"}");
  }

  @Test
  void packsManyLinesToAFraction() throws IOException {
    byte[] lines =
        "{\"record\":\"the same line\"},".repeat(10_000).getBytes(StandardCharsets.UTF_8);

    byte[] body = Gzip.pack(lines, 0, lines.length, false);

    assertThat(body).hasSizeLessThan(lines.length / 20);
    assertThat(unpacked(body)).isEqualTo(new String(lines, StandardCharsets.UTF_8));
  }
}
