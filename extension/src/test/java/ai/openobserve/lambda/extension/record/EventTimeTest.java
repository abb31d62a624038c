package ai.openobserve.lambda.extension.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class EventTimeTest {

  private static long micros(String text) {
    byte[] bytes = ("\"" + text + "\"").getBytes(StandardCharsets.UTF_8);
    return EventTime.micros(bytes, 1, bytes.length - 1);
  }

  private static long expected(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }

  @ParameterizedTest
  @CsvSource({
    "2022-10-12T00:03:50.000Z, 2022-10-12T00:03:50Z",
    "2022-10-12T00:00:15.064Z, 2022-10-12T00:00:15.064Z",
    "2022-10-12T00:00:15Z, 2022-10-12T00:00:15Z",
    "2022-10-12T00:00:15.123456Z, 2022-10-12T00:00:15.123456Z",
    "2022-10-12T00:00:15.123456789Z, 2022-10-12T00:00:15.123456Z",
    "2022-10-12T00:00:15.1Z, 2022-10-12T00:00:15.1Z",
    "2022-08-20T12:01:23:521Z, 2022-08-20T12:01:23.521Z",
    "'2022-08-20T12:01:23,521Z', 2022-08-20T12:01:23.521Z",
    "2022-08-20t12:01:23.521z, 2022-08-20T12:01:23.521Z",
    "2022-08-20 12:01:23, 2022-08-20T12:01:23Z",
    "2022-08-20T12:01:23+02:00, 2022-08-20T10:01:23Z",
    "2022-08-20T12:01:23.5-0930, 2022-08-20T21:31:23.5Z",
    "2022-08-20T12:01:23+00:00, 2022-08-20T12:01:23Z",
    "2024-02-29T23:59:59.999Z, 2024-02-29T23:59:59.999Z",
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
    "1969-12-31T23:59:59.9Z, 1969-12-31T23:59:59.9Z"
  })
  void readsRfc3339AndWhatComesCloseToIt(String text, String instant) {
    assertThat(micros(text)).isEqualTo(expected(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "yesterday",
        "2022-10-12",
        "2022-10-12T",
        "2022-10-12T00:03",
        "2022-10-12T00:03:50.Z",
        "2022-10-12T00:03:50ZZ",
        "2022-10-12T00:03:50X",
        "2022-13-12T00:03:50Z",
        "2022-00-12T00:03:50Z",
        "2022-10-32T00:03:50Z",
        "2022-10-12T24:03:50Z",
        "2022-10-12T00:60:50Z",
        "2022-10-12T00:03:61Z",
        "2022-10-12T00:03:50+",
        "2022-10-12T00:03:50+2",
        "2022-10-12T00:03:50+19:00",
        "2022-10-12T00:03:50+02:60",
        "2022/10/12T00:03:50Z",
        "-022-10-12T00:03:50Z",
        "١٢٣٤-10-12T00:03:50Z"
      })
  void whatIsNoTimeIsNone(String text) {
    assertThat(micros(text)).isEqualTo(EventTime.NONE);
  }

  static LongStream seeds() {
    return LongStream.of(1, 2, 3, new Random().nextLong());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void agreesWithTheJdkOnAnyTime(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      // From the year 0000 to 9999.
      Instant instant =
          Instant.ofEpochSecond(
              random.nextLong(-62_167_219_200L, 253_402_300_800L),
              random.nextInt(1_000_000) * 1000L);
      String text = instant.toString();
      assertThat(micros(text)).as(text).isEqualTo(expected(text));
      ZoneOffset zone = ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 60, 18 * 60 + 1) * 60);
      if (Math.abs(instant.getEpochSecond()) < 50_000_000_000L) {
        String zoned = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atOffset(zone));
        assertThat(micros(zoned)).as(zoned).isEqualTo(expected(text));
      }
    }
  }

  @Test
  void looksNoFurtherThanItsRange() {
    byte[] bytes = "2022-10-12T00:03:50.123Z".getBytes(StandardCharsets.UTF_8);

    assertThat(EventTime.micros(bytes, 0, 19)).isEqualTo(expected("2022-10-12T00:03:50Z"));
    assertThat(EventTime.micros(bytes, 0, 18)).isEqualTo(EventTime.NONE);
  }
}
