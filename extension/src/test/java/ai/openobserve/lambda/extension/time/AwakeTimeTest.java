package ai.openobserve.lambda.extension.time;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.testing.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class AwakeTimeTest {
  private final SettableClock clock = new SettableClock();
  private final AwakeTime awake = new AwakeTime(new Clocks(clock, clock::nanos));

  private void run(Duration time) {
    for (long left = time.toNanos(); left > 0; left -= AwakeTime.TICK) {
      clock.advance(Duration.ofNanos(Math.min(left, AwakeTime.TICK)));
      awake.tick();
    }
  }

  @Test
  void countsWhileItTicks() {
    run(Duration.ofSeconds(30));

    assertThat(awake.nanos()).isEqualTo(Duration.ofSeconds(30).toNanos());
  }

  @Test
  void aFrozenHourHardlyCounts() {
    run(Duration.ofSeconds(1));
    clock.advance(Duration.ofHours(1));
    assertThat(awake.nanos()).isLessThan(Duration.ofMillis(1300).toNanos());
    awake.tick();
    assertThat(awake.nanos()).isLessThan(Duration.ofMillis(1300).toNanos());
    assertThat(awake.sinceThaw()).isZero();

    run(Duration.ofSeconds(1));
    assertThat(awake.sinceThaw()).isEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void aFreezeIsNoticedThoughTheMonotonicClockStoodStill() {
    run(Duration.ofSeconds(1));
    clock.freeze(Duration.ofHours(1));
    awake.tick();

    assertThat(awake.sinceThaw()).isZero();
    assertThat(awake.nanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void timeInWhichNobodyWaitedDoesNotCount() {
    clock.advance(Duration.ofSeconds(10));
    awake.resume();
    run(Duration.ofSeconds(1));

    assertThat(awake.nanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
  }
}
