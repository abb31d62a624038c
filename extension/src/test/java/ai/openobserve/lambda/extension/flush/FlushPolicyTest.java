package ai.openobserve.lambda.extension.flush;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.config.FlushStrategy;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class FlushPolicyTest {

  private static RecentInvocations recent(int inLastMinute, String gap, String lastRun) {
    return new RecentInvocations(inLastMinute, Duration.parse(gap), Duration.parse(lastRun), false);
  }

  @ParameterizedTest
  @CsvSource({
    "1, PT0S, PT0S, END",
    "9, PT1S, PT1S, END",
    "10, PT1S, PT1S, CONTINUOUS",
    "2, PT30S, PT30S, END",
    "2, PT30.000000001S, PT0S, PERIODIC",
    "2, PT0S, PT30.000000001S, PERIODIC",
    "2, PT24H, PT0S, PERIODIC"
  })
  void theStrategyFollowsFromTheRateTheGapAndTheRun(
      int inLastMinute, String gap, String lastRun, FlushStrategy strategy) {
    assertThat(FlushPolicy.choose(FlushStrategy.AUTO, recent(inLastMinute, gap, lastRun)))
        .isEqualTo(strategy);
  }

  @ParameterizedTest
  @EnumSource(value = FlushStrategy.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
  void aStrategyThatIsSetIsFollowed(FlushStrategy strategy) {
    for (int inLastMinute : new int[] {1, 10}) {
      assertThat(FlushPolicy.choose(strategy, recent(inLastMinute, "PT1H", "PT1H")))
          .isEqualTo(strategy);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsWaitedForWhereEndsAreNotTold(FlushStrategy strategy) {
    assertThat(
            FlushPolicy.choose(
                strategy, new RecentInvocations(1, Duration.ofHours(1), Duration.ZERO, true)))
        .isEqualTo(FlushStrategy.CONTINUOUS);
  }
}
