package ai.openobserve.lambda.extension.flush;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.testing.SettableClock;
import ai.openobserve.lambda.extension.time.Clocks;
import ai.openobserve.lambda.extension.time.ElapsedTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class InvocationHistoryTest {
  private final SettableClock clock = new SettableClock();
  private final InvocationHistory history =
      new InvocationHistory(new ElapsedTime(new Clocks(clock, clock::nanos)));

  private RecentInvocations invocation(Duration run) {
    RecentInvocations recent = history.started(false);
    clock.advance(run);
    history.ended();
    return recent;
  }

  @Test
  void theFirstInvocationHasNothingBeforeIt() {
    clock.advance(Duration.ofHours(1));

    assertThat(history.started(false))
        .isEqualTo(new RecentInvocations(1, Duration.ZERO, Duration.ZERO, false));
  }

  @Test
  void measuresTheRunAndTheGapBefore() {
    invocation(Duration.ofSeconds(2));
    clock.advance(Duration.ofSeconds(3));

    assertThat(history.started(true))
        .isEqualTo(new RecentInvocations(2, Duration.ofSeconds(3), Duration.ofSeconds(2), true));
  }

  @Test
  void countsAMinuteBackAndNoFurther() {
    invocation(Duration.ZERO);
    clock.advance(Duration.ofSeconds(60));
    assertThat(invocation(Duration.ZERO).inLastMinute()).isEqualTo(2);
    clock.advance(Duration.ofNanos(1));
    assertThat(invocation(Duration.ZERO).inLastMinute()).isEqualTo(2);
    clock.advance(Duration.ofSeconds(60));
    assertThat(invocation(Duration.ZERO).inLastMinute()).isEqualTo(2);
    clock.advance(Duration.ofSeconds(61));
    assertThat(invocation(Duration.ZERO).inLastMinute()).isEqualTo(1);
  }

  @Test
  void countsUpToTheNumberThatMatters() {
    for (int i = 1; i <= 50; i++) {
      assertThat(invocation(Duration.ofMillis(5)).inLastMinute()).isEqualTo(Math.min(i, 10));
      clock.advance(Duration.ofMillis(100));
    }
  }

  @Test
  void aFrozenHourIsAGapAlthoughTheMonotonicClockStoodStill() {
    invocation(Duration.ofMillis(5));
    clock.freeze(Duration.ofHours(1));

    RecentInvocations recent = history.started(false);

    assertThat(recent.gap()).isEqualTo(Duration.ofHours(1));
    assertThat(recent.inLastMinute()).isEqualTo(1);
    assertThat(recent.lastRun()).isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void aWallClockThatIsSetBackDoesNotMakeTimeGoBack() {
    invocation(Duration.ofMillis(5));
    clock.setWall(SettableClock.START.minus(Duration.ofDays(1)));
    clock.advanceNanosOnly(Duration.ofSeconds(2));

    RecentInvocations recent = history.started(false);

    assertThat(recent.gap()).isEqualTo(Duration.ofSeconds(2));
    assertThat(recent.inLastMinute()).isEqualTo(2);
  }
}
