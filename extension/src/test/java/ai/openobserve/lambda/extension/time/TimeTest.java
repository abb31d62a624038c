package ai.openobserve.lambda.extension.time;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.testing.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/// Deadlines and elapsed time; the monotonic clock overflows in the middle of it.
@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class TimeTest {
  private final SettableClock clock = new SettableClock();
  private final Clocks clocks = new Clocks(clock, clock::nanos);

  @Test
  void aDeadlineIsOverWhenItsTimeHasPassed() {
    Deadline deadline = Deadline.in(Duration.ofSeconds(5), clock.nanos());
    assertThat(deadline.left(clock.nanos())).isEqualTo(5_000_000_000L);
    clock.advance(Duration.ofSeconds(4));
    assertThat(deadline.passed(clock.nanos())).isFalse();
    clock.advance(Duration.ofSeconds(2));
    assertThat(deadline.passed(clock.nanos())).isTrue();
    assertThat(deadline.left(clock.nanos())).isZero();
  }

  @Test
  void theEarlierOfTwo() {
    Deadline soon = Deadline.in(Duration.ofSeconds(2), clock.nanos());
    Deadline late = Deadline.in(Duration.ofSeconds(9), clock.nanos());

    assertThat(soon.earlier(late)).isEqualTo(soon);
    assertThat(late.earlier(soon)).isEqualTo(soon);
  }

  @Test
  void aMomentOfTheWallClockBecomesADeadlineLessItsMargin() {
    Deadline deadline = clocks.deadline(SettableClock.START.plusSeconds(3), Duration.ofMillis(100));

    assertThat(deadline.left(clock.nanos())).isEqualTo(2_900_000_000L);
    assertThat(clocks.deadline(SettableClock.START, Duration.ofMillis(1)).passed(clock.nanos()))
        .isTrue();
  }

  @Test
  void frozenTimeHasElapsedWhicheverClockStoodStill() {
    ElapsedTime elapsed = new ElapsedTime(clocks);
    clock.freeze(Duration.ofHours(1));
    assertThat(elapsed.nanos()).isEqualTo(Duration.ofHours(1).toNanos());
    clock.advanceNanosOnly(Duration.ofHours(1));
    assertThat(elapsed.nanos()).isEqualTo(Duration.ofHours(2).toNanos());
    clock.setWall(SettableClock.START);
    assertThat(elapsed.nanos()).isEqualTo(Duration.ofHours(2).toNanos());
  }
}
