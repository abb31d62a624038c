package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.sink.Fault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When records leave, and what that costs an invocation.
@Timeout(180)
class StrategyIT {

  @Test
  void endDeliversBeforeTheInvocationEnds() {
    try (Environment environment =
        Environment.start(builder -> builder.environment("O2_FLUSH_STRATEGY", "end"))) {
      for (int i = 0; i < 3; i++) {
        environment.sandbox().invoke("line " + i);
        assertThat(environment.sink().functionLines()).contains("line " + i);
      }
    }
  }

  @Test
  void continuousHoldsNoInvocation() {
    try (Environment environment =
        Environment.start(builder ->
            builder
                .environment("O2_FLUSH_STRATEGY", "continuous")
                .environment("O2_FLUSH_INTERVAL_MS", "100"))) {
      environment.sandbox().telemetry().hold();
      for (int i = 0; i < 5; i++) {
        assertThat(environment.sandbox().invoke("line " + i).succeeded()).isTrue();
      }
      environment.sandbox().telemetry().release();
      environment.sandbox().invoke("last");
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
    }
  }

  @Test
  void continuousDeliversWhileTheFunctionWorks() throws Exception {
    CountDownLatch stored = new CountDownLatch(1);
    try (Environment environment =
        Environment.start(builder ->
            builder
                .function(working(stored))
                .environment("O2_FLUSH_STRATEGY", "continuous")
                .environment("O2_FLUSH_INTERVAL_MS", "100"))) {
      assertDeliversMeanwhile(environment, stored);
    }
  }

  @Test
  void periodicDeliversWhileTheFunctionWorksAndAtTheEnd() throws Exception {
    CountDownLatch stored = new CountDownLatch(1);
    try (Environment environment =
        Environment.start(builder ->
            builder
                .function(working(stored))
                .environment("O2_FLUSH_STRATEGY", "periodic")
                .environment("O2_FLUSH_INTERVAL_MS", "100"))) {
      assertDeliversMeanwhile(environment, stored);
      assertThat(environment.sink().functionLines()).containsExactly("working", "worked");
    }
  }

  private static Function working(CountDownLatch stored) {
    return Function.scripted(invocation -> {
      invocation.log("working");
      stored.await();
      invocation.log("worked");
      return "";
    });
  }

  private static void assertDeliversMeanwhile(Environment environment, CountDownLatch stored)
      throws Exception {
    CompletableFuture<InvokeResult> invoking = environment.sandbox().invokeAsync("x");
    environment
        .sink()
        .awaitRecord(record -> record.message().equals("working"), Environment.PATIENCE);
    assertThat(invoking).isNotDone();
    stored.countDown();
    assertThat(invoking.get(60, TimeUnit.SECONDS).succeeded()).isTrue();
  }

  @Test
  void autoTurnsFromEndToContinuousWhenInvocationsAreFrequent() {
    try (Environment environment =
        Environment.start(builder -> builder.environment("O2_LOG_LEVEL", "debug"))) {
      for (int i = 0; i < 15; i++) {
        environment.sandbox().invoke("line " + i);
      }
      environment.shutdown();
      assertThat(environment.linesWith("flush strategy END")).isNotEmpty();
      assertThat(environment.linesWith("flush strategy CONTINUOUS")).isNotEmpty();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
    }
  }

  @Test
  void aHangingBackendCostsAnInvocationNoMoreThanTheFlushBudget() {
    try (Environment environment =
        Environment.start(builder ->
            builder
                .environment("O2_FLUSH_STRATEGY", "end")
                .environment("O2_FLUSH_BUDGET_MS", "300"))) {
      environment.sink().faults().always(Fault.hang());
      for (int i = 0; i < 3; i++) {
        InvokeResult result = environment.sandbox().invoke("line " + i);
        assertThat(result.succeeded()).isTrue();
        // 30 s is what one request may take, and 60 s what the function may: far from both.
        assertThat(result.timings().addedByExtensions()).isLessThan(Duration.ofSeconds(10));
      }
      environment.sink().faults().clear();
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
    }
  }

  @Test
  void deliversAfterAnOutageWhatItKeptMeanwhile() throws Exception {
    try (Environment environment =
        Environment.start(builder ->
            builder
                .environment("O2_FLUSH_BUDGET_MS", "300")
                .environment("O2_INITIAL_RETRY_DELAY_MS", "50")
                .environment("O2_MAX_RETRY_DELAY_MS", "200"))) {
      environment.sandbox().invoke("before");
      environment.sink().outage();
      for (int i = 0; i < 3; i++) {
        assertThat(environment.sandbox().invoke("meanwhile " + i).succeeded()).isTrue();
      }
      environment.sink().recover();
      environment.sandbox().invoke("after");
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
    }
  }

  @Test
  void triesAgainAfter503AndHonoursRetryAfter() {
    try (Environment environment =
        Environment.start(builder -> builder.environment("O2_INITIAL_RETRY_DELAY_MS", "50"))) {
      environment.sink().faults().next(Fault.status(503), Fault.retryAfter(429, 1));
      environment.sandbox().invoke("one");
      environment.sandbox().invoke("two");
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
      assertThat(environment.sink().answers().entries())
          .extracting(a -> a.status())
          .contains(503, 429, 200);
    }
  }
}
