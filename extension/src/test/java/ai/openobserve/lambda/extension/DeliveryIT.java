package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.SandboxBuilder;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.sink.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the whole process adds, loses, doubles and says while its backend misbehaves. Times are
/// compared with what the fault would cost if it were paid each time, so that a busy machine does
/// not decide.
@Timeout(180)
class DeliveryIT {
  private static final int LINES = 20;

  private static final Function CHATTY =
      Function.scripted(invocation -> {
        for (int i = 0; i < LINES; i++) {
          invocation.log(invocation.payload() + " line " + i);
        }
        return "";
      });

  private static Environment start(UnaryOperator<SandboxBuilder> settings) {
    return Environment.start(builder -> settings.apply(builder.function(CHATTY)));
  }

  /// Invocations one after another, each with its lines. Returns what each was held for.
  private static List<Duration> invoke(Environment environment, int times) {
    List<Duration> added = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      InvokeResult result = environment.sandbox().invoke("invocation " + i);
      assertThat(result.succeeded()).isTrue();
      added.add(result.timings().addedByExtensions());
    }
    return added;
  }

  private static Duration sum(List<Duration> durations) {
    return durations.stream().reduce(Duration.ZERO, Duration::plus);
  }

  private static void assertExact(Environment environment) {
    assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
  }

  private static long ingestions(Environment environment) {
    return environment.sink().requests().entries().stream()
        .filter(request -> request.path().endsWith("/_json"))
        .count();
  }

  @Test
  void aBackendSlowerThanTheBudgetIsPaidForOnce() {
    Duration slow = Duration.ofSeconds(3);
    try (Environment environment =
        start(builder ->
            builder
                .environment("O2_FLUSH_STRATEGY", "end")
                .environment("O2_FLUSH_BUDGET_MS", "2000"))) {
      environment.sink().faults().always(Fault.delay(slow));
      List<Duration> added = invoke(environment, 5);
      assertThat(sum(added.subList(1, 5))).isLessThan(Duration.ofSeconds(2));
      environment.sink().faults().clear();
      environment.shutdown();
      if (!Environment.isNative()) {
        // Lambda's 2 s are less than the slow answer takes.
        assertExact(environment);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void answersThatNeverComeAtShutdownAreAskedForAgain(int hanging) {
    try (Environment environment =
        start(builder ->
            builder
                .environment("O2_FLUSH_STRATEGY", "end")
                // Half of Lambda's 2 s is little for a busy machine.
                .shutdownTimeout(Duration.ofSeconds(20))
                .environment("O2_BATCH_SIZE", "5")
                .environment("O2_FLUSH_BUDGET_MS", "50"))) {
      invoke(environment, 1);
      environment.sink().faults().next(hanging, Fault.hang());
      environment.sandbox().invoke("last");
      environment.shutdown();
      assertThat(environment.ledger().missing()).isEmpty();
      assertThat(environment.ledger().doubled()).isEmpty();
    }
  }

  @Test
  void frozenLongerThanTheTimeOutAfterOneFailureItDeliversBeforeShutdown() throws Exception {
    Duration timeout = Duration.ofSeconds(2);
    int invocations = 8;
    try (Environment environment =
        start(builder ->
            builder
                .environment("O2_FLUSH_STRATEGY", "end")
                .environment("O2_FLUSH_BUDGET_MS", "4000")
                .environment("O2_REQUEST_TIMEOUT_MS", Long.toString(timeout.toMillis())))) {
      environment
          .sink()
          .faults()
          .next(Fault.status(503))
          .always(Fault.delay(Duration.ofMillis(200)));
      for (int i = 0; i < invocations; i++) {
        assertThat(environment.sandbox().invoke("invocation " + i).succeeded()).isTrue();
        // Nothing is waited for: this is how long the environment is frozen.
        Thread.sleep(timeout.plusMillis(500));
      }
      List<String> stored = environment.sink().functionLines();
      long different = stored.stream().distinct().count();
      assertThat(different).isGreaterThanOrEqualTo((long) (invocations - 1) * LINES);
      assertThat(stored.size() - different).isLessThanOrEqualTo(LINES);
      environment.shutdown();
      assertThat(environment.ledger().missing()).isEmpty();
    }
  }

  @Test
  void aPortalsPageHasDeliveredNothing() {
    try (Environment environment =
        start(builder -> builder.environment("O2_INITIAL_RETRY_DELAY_MS", "10"))) {
      environment
          .sink()
          .faults()
          .next(6, Fault.status(200).body("<html><body>Sign in to the network</body></html>"));
      invoke(environment, 12);
      environment.shutdown();
      assertExact(environment);
      assertThat(environment.linesWith("WARN Delivery attempt failed: status 200 without"))
          .hasSize(1);
    }
  }

  @Test
  void aBackendThatRejectsEverythingIsOneConfigurationError() {
    try (Environment environment =
        start(builder -> builder.environment("O2_FLUSH_STRATEGY", "end"))) {
      environment.sink().faults().always(Fault.status(400));
      invoke(environment, 12);
      assertThat(ingestions(environment)).isLessThanOrEqualTo(20);
      environment.awaitLine("ERROR OpenObserve request failed with status 400");
      assertThat(environment.linesWith("ERROR OpenObserve request failed with status 400"))
          .hasSize(1);
      assertThat(environment.extension().lines()).hasSizeLessThanOrEqualTo(5);
      environment.sink().faults().clear();
      environment.shutdown();
      assertExact(environment);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void aRefusalThatPassesLosesNothing(int status) {
    try (Environment environment =
        start(builder -> builder.environment("O2_FLUSH_STRATEGY", "end"))) {
      environment.sink().faults().next(Fault.status(status));
      invoke(environment, 3);
      environment.shutdown();
      assertExact(environment);
    }
  }

  @Test
  void aBackendThatRefusesConnectionsIsNotWaitedFor() throws Exception {
    try (Environment environment =
        start(builder -> builder.environment("O2_FLUSH_STRATEGY", "end"))) {
      invoke(environment, 1);
      environment.sink().outage();
      List<Duration> added = invoke(environment, 10);
      assertThat(sum(added)).isLessThan(Duration.ofSeconds(10));
      environment.sink().recover();
      environment.shutdown();
      assertExact(environment);
    }
  }

  @Test
  void whenAllIsWellItSaysThreeLines() {
    try (Environment environment = start(builder -> builder)) {
      invoke(environment, 40);
      environment.awaitLine("INFO Successfully sent ");
      assertThat(environment.extension().lines()).hasSize(3);
      assertThat(environment.linesWith("INFO Successfully sent ")).hasSize(1);
      environment.shutdown();
      assertExact(environment);
    }
  }

  @Test
  void aLossIsReportedInTheStream() {
    try (Environment environment =
        start(builder -> builder.environment("O2_FLUSH_STRATEGY", "end"))) {
      environment.sink().faults().next(Fault.partial(2));
      invoke(environment, 3);
      environment.shutdown();
      assertThat(environment.sink().records().entries())
          .filteredOn(record ->
              record.type().equals("extension") && record.json().contains("2 records were lost"))
          .hasSize(1);
    }
  }
}
