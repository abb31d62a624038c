package ai.openobserve.lambda.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PlanMakerTest {
  private static final int SEEDS = 2000;

  @Test
  void aSeedMakesTheSamePlanAgain() {
    for (long seed = 0; seed < 50; seed++) {
      assertThat(PlanMaker.plan(seed)).isEqualTo(PlanMaker.plan(seed));
    }
    assertThat(PlanMaker.plan(1).steps()).isNotEqualTo(PlanMaker.plan(2).steps());
  }

  @Test
  void everyMoodEveryStepAndEveryEndingOccurs() {
    Set<Class<?>> seen = new HashSet<>();
    Set<Step.Ending> endings = new HashSet<>();
    Set<Integer> statuses = new HashSet<>();
    LongStream.range(0, SEEDS)
        .mapToObj(PlanMaker::plan)
        .forEach(plan -> {
          for (Mood mood : plan.moods()) {
            seen.add(mood.getClass());
            if (mood instanceof Mood.Status(int status, int _)) {
              statuses.add(status);
            }
          }
          for (Step step : plan.steps()) {
            seen.add(step.getClass());
            if (step instanceof Step.Invoke invoke) {
              endings.add(invoke.ending());
            }
          }
        });
    assertThat(seen).contains(Mood.class.getPermittedSubclasses());
    assertThat(seen).contains(Step.class.getPermittedSubclasses());
    assertThat(endings).containsExactlyInAnyOrder(Step.Ending.values());
    assertThat(statuses).contains(400, 401, 403, 404, 413, 415, 429, 500, 502, 503, 504);
  }

  @Test
  void theEmulatorsTelemetryOccursOnManagedInstancesAlone() {
    Set<Flavour> flavours =
        LongStream.range(0, SEEDS)
            .mapToObj(seed -> PlanMaker.plan(seed).settings())
            .filter(settings -> settings.telemetryMode() == TelemetryMode.EMULATOR)
            .map(Settings::flavour)
            .collect(Collectors.toSet());
    assertThat(flavours).containsExactly(Flavour.MANAGED_INSTANCES);
  }

  @Test
  void everyPlanEndsWithAShutdown() {
    Set<Step> last =
        LongStream.range(0, SEEDS)
            .mapToObj(seed -> PlanMaker.plan(seed).steps().getLast())
            .collect(Collectors.toSet());
    assertThat(last).containsExactly(new Step.Shutdown(ShutdownReason.SPINDOWN));
  }
}
