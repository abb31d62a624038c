package ai.openobserve.lambda.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.chaos.check.Checker;
import ai.openobserve.lambda.chaos.check.Violation;
import ai.openobserve.lambda.chaos.check.Violation.Rule;
import ai.openobserve.lambda.chaos.plan.Plan;
import ai.openobserve.lambda.chaos.plan.Settings;
import ai.openobserve.lambda.chaos.plan.Step;
import ai.openobserve.lambda.chaos.run.Observation;
import ai.openobserve.lambda.chaos.run.Run;
import ai.openobserve.lambda.chaos.run.Target;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An extension that breaks a rule is caught, by that rule; a faithful one is not.
@Timeout(120)
class MutantTest {
  private static final Step.Invoke INVOKE =
      new Step.Invoke(3, 80, Duration.ZERO, Step.Ending.ANSWER, Optional.empty());

  /// Times that no busy machine breaks: the mutants that are late are later than that.
  private static final Plan PLAN =
      new Plan(
          0,
          new Settings(
              false,
              Flavour.ON_DEMAND,
              TelemetryMode.LAMBDA,
              Duration.ofSeconds(3),
              Duration.ofSeconds(60),
              1,
              Duration.ofSeconds(60),
              Duration.ofSeconds(8),
              Map.of()),
          List.of(INVOKE, INVOKE, new Step.Shutdown(ShutdownReason.SPINDOWN)));

  private static List<Violation> violations(String behaviour)
      throws IOException, InterruptedException {
    Target target =
        new Target(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Path.of("target", "test-classes").toAbsolutePath().toString(),
                MutantExtension.class.getName(),
                behaviour));
    Observation seen = Run.of(PLAN, target, (_, _) -> Duration.ZERO);
    return Checker.check(seen, false);
  }

  @Test
  void aFaithfulExtensionBreaksNoRule() throws Exception {
    assertThat(violations("faithful")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "loses, LOST",
    "loses, DELIVERED",
    "doubles, DOUBLED",
    "invents, INVENTED",
    "lies, BALANCE",
    "exaggerates, RECEIVED",
    "fails init, INIT",
    "says nothing, SUMMARY",
    "chatters, LINES",
    "dawdles, BUDGET",
    "dies, FUNCTION",
    "lingers, SHUTDOWN",
  })
  void aMutantIsCaught(String behaviour, Rule rule) throws Exception {
    assertThat(violations(behaviour)).extracting(Violation::rule).contains(rule);
  }
}
