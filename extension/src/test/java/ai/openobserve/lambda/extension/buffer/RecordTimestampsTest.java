package ai.openobserve.lambda.extension.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class RecordTimestampsTest {
  private static final long NOW =
      RecordTimestamps.micros(Instant.parse("2026-11-23T10:00:00.123456Z"));

  private static String refreshed(String record) {
    byte[] bytes = ("x," + record).getBytes(StandardCharsets.UTF_8);
    if (RecordTimestamps.isRefused(bytes, 2, NOW)) {
      RecordTimestamps.write(bytes, 2, NOW);
    }
    return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    // Five hours back and a day ahead are what OpenObserve stores; ten minutes are kept of both.
    "2026-11-23T10:00:00.123456Z, 2026-11-23T10:00:00.123456Z",
    "2026-11-23T05:10:00.123457Z, 2026-11-23T05:10:00.123457Z",
    "2026-11-23T05:10:00.123456Z, 2026-11-23T10:00:00.123456Z",
    "2026-11-20T10:00:00.000000Z, 2026-11-23T10:00:00.123456Z",
    "2026-11-24T09:50:00.123455Z, 2026-11-24T09:50:00.123455Z",
    "2026-11-24T09:50:00.123456Z, 2026-11-23T10:00:00.123456Z"
  })
  void aTimestampThatIsRefusedBecomesNow(String before, String after) {
    String tail = ",\"time\":\"2026-11-20T10:00:00Z\",\"record\":\"_timestamp\"}";

    assertThat(
            refreshed("{\"_timestamp\":" + RecordTimestamps.micros(Instant.parse(before)) + tail))
        .isEqualTo("{\"_timestamp\":" + RecordTimestamps.micros(Instant.parse(after)) + tail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}",
        "{\"_timestamp\":123}",
        "{\"_timestamp\":12345678901234x6}",
        "{\"_timestamp\":\"1234567890123456\"}",
        "{\"_timestamp\":123456789012345",
        ""
      })
  void whatIsNoRecordOfOursStaysAsItIs(String other) {
    assertThat(refreshed(other)).isEqualTo(other);
  }
}
