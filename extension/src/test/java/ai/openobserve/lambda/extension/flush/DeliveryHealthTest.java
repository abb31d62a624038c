package ai.openobserve.lambda.extension.flush;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class DeliveryHealthTest {
  // The monotonic clock overflows in the middle of it.
  private static final long NOW = Long.MAX_VALUE - 5;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final DeliveryHealth health = new DeliveryHealth();

  @Test
  void ahealthyBackendMayBeAskedByAll() {
    assertThat(health.mayAttempt(NOW, 3)).isTrue();
  }

  @Test
  void oneThatIsUnavailableIsAskedByOneAfterAnInterval() {
    health.unavailable(NOW, Duration.ZERO, INTERVAL);

    assertThat(health.healthy()).isFalse();
    assertThat(health.mayAttempt(NOW + 5 * SECOND - 1, 0)).isFalse();
    assertThat(health.mayAttempt(NOW + 5 * SECOND, 0)).isTrue();
    assertThat(health.mayAttempt(NOW + 5 * SECOND, 1)).isFalse();
  }

  @Test
  void theFunctionAtWorkIsAnOccasionToAskSooner() {
    health.unavailable(NOW, Duration.ZERO, INTERVAL);
    health.probeSoon(NOW + SECOND);

    assertThat(health.mayAttempt(NOW + SECOND, 0)).isTrue();
  }

  @Test
  void notWhereTheServerSaidWhen() {
    health.unavailable(NOW, Duration.ofSeconds(60), INTERVAL);
    health.probeSoon(NOW + SECOND);

    assertThat(health.mayAttempt(NOW + 60 * SECOND - 1, 0)).isFalse();
    assertThat(health.mayAttempt(NOW + 60 * SECOND, 0)).isTrue();
  }

  @Test
  void norWhereItRefuses() {
    assertThat(health.refused(NOW)).as("news").isTrue();
    assertThat(health.refused(NOW)).as("no news").isFalse();
    health.probeSoon(NOW + SECOND);

    assertThat(health.mayAttempt(NOW + 60 * SECOND - 1, 0)).isFalse();
    assertThat(health.mayAttempt(NOW + 60 * SECOND, 0)).isTrue();
  }

  @Test
  void aRecoveryEndsEverything() {
    assertThat(health.refused(NOW)).isTrue();
    health.recovered();

    assertThat(health.healthy()).isTrue();
    assertThat(health.refused(NOW)).as("news again").isTrue();
  }

  @Test
  void theLastChanceIsATryWhateverIsKnown() {
    health.unavailable(NOW, Duration.ofMinutes(10), INTERVAL);
    health.lastChance();

    assertThat(health.mayAttempt(NOW, 1)).isTrue();
  }

  @Test
  void oneThatStallsMayBeAskedAsSoonAsNothingIsUnderWay() {
    health.stalled(NOW);

    assertThat(health.healthy()).isFalse();
    assertThat(health.mayAttempt(NOW, 1)).isFalse();
    assertThat(health.mayAttempt(NOW, 0)).isTrue();
  }
}
