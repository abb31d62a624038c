package ai.openobserve.lambda.extension.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class BreakerTest {
  private static final Outcome DOWN = new Outcome.Unavailable("down", Duration.ZERO);

  private static Breaker breaker(int maxRetries, double chance) {
    return new Breaker(maxRetries, Duration.ofMillis(4), Duration.ofMillis(40), () -> chance);
  }

  private static List<Long> backOffs(Breaker breaker) {
    List<Long> millis = new ArrayList<>();
    for (@Nullable Duration next = breaker.failed(DOWN);
        next != null;
        next = breaker.failed(DOWN)) {
      millis.add(next.toMillis());
    }
    return millis;
  }

  @Test
  void backOffsGrowExponentiallyUpToTheLongest() {
    assertThat(backOffs(breaker(7, 0))).containsExactly(4L, 8L, 16L, 32L, 40L, 40L, 40L);
  }

  @ParameterizedTest
  @CsvSource({"0, 40", "0.5, 35", "1, 30"})
  void theyAreShortenedByChanceAndNeverOverTheLongest(double chance, long millis) {
    assertThat(backOffs(breaker(5, chance)).getLast()).isEqualTo(millis);
  }

  @Test
  void thereAreAsManyRetriesAsAreSet() {
    assertThat(backOffs(breaker(3, 0))).hasSize(3);
    assertThat(backOffs(breaker(0, 0))).isEmpty();
    Breaker used = breaker(1, 0);
    assertThat(backOffs(used)).hasSize(1);
    assertThat(used.failed(DOWN)).as("and none after them").isNull();
    assertThat(used.failures()).isEqualTo(3);
  }

  @Test
  void aSuccessBeginsAnew() {
    Breaker breaker = breaker(3, 0);
    backOffs(breaker);
    breaker.succeeded();

    assertThat(breaker.isClosed()).isTrue();
    assertThat(breaker.failures()).isZero();
    assertThat(backOffs(breaker)).containsExactly(4L, 8L, 16L);
  }

  @Test
  void aServerThatSaysWhenToComeBackIsNotAskedBefore() {
    for (double chance : new double[] {0, 0.5, 1}) {
      Outcome busy = new Outcome.Unavailable("busy", Duration.ofSeconds(20));

      assertThat(Objects.requireNonNull(breaker(3, chance).failed(busy)))
          .isEqualTo(Duration.ofSeconds(20));
    }
  }

  @Test
  void theFirstFailureOpensItAndOnlyASuccessClosesIt() {
    Breaker breaker = breaker(3, 0);
    assertThat(breaker.isClosed()).isTrue();
    breaker.failed(DOWN);
    assertThat(breaker.isClosed()).isFalse();
    breaker.letOneThrough();
    assertThat(breaker.isClosed()).isFalse();
    breaker.failed(DOWN);
    assertThat(breaker.isClosed()).isFalse();
    breaker.succeeded();
    assertThat(breaker.isClosed()).isTrue();
    breaker.letOneThrough();
    assertThat(breaker.isClosed()).isTrue();
    breaker.open();
    assertThat(breaker.isClosed()).isFalse();
  }
}
