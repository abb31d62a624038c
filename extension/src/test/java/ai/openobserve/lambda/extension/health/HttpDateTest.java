package ai.openobserve.lambda.extension.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class HttpDateTest {
  @Test
  void readsTheFormThatServersSend() {
    assertThat(HttpDate.parse("Tue, 24 Nov 2026 08:49:37 GMT"))
        .isEqualTo(Instant.parse("2026-11-24T08:49:37Z"));
    assertThat(HttpDate.parse("Sun, 29 Feb 2032 23:59:59 GMT"))
        .isEqualTo(Instant.parse("2032-02-29T23:59:59Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "Tuesday, 24-Nov-26 08:49:37 GMT",
        "Tue Nov 24 08:49:37 2026 UTC+",
        "Tue, 31 Feb 2026 08:49:37 GMT",
        "Tue, 24 anF 2026 08:49:37 GMT",
        "Tue, xx Nov 2026 08:49:37 GMT"
      })
  void isNullForWhatIsNoSuchDate(String header) {
    assertThat(HttpDate.parse(header)).isNull();
  }
}
