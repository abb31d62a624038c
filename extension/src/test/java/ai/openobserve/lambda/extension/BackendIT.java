package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.ShutdownResult;
import ai.openobserve.lambda.sandbox.sink.Fault;
import ai.openobserve.lambda.sandbox.sink.LineComparison;
import ai.openobserve.lambda.sandbox.sink.Moment;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a backend in trouble does to the records, and to the function.
@Timeout(180)
class BackendIT {

  @ParameterizedTest
  @EnumSource(
      value = Moment.class,
      names = {"BEFORE_BODY", "HALF_BODY", "BEFORE_STORING"})
  void resendsWhatAConnectionThatBrokeDidNotBring(Moment moment) {
    try (Environment environment =
        Environment.start(builder -> builder.environment("O2_INITIAL_RETRY_DELAY_MS", "20"))) {
      environment.sink().faults().next(2, Fault.reset(moment));
      environment.sandbox().invoke("one");
      environment.sandbox().invoke("two");
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
    }
  }

  @Test
  void isBackBeforeTheFunctionsDeadlineWhateverTheBudget() {
    try (Environment environment =
        Environment.start(builder ->
            builder
                .environment("O2_FLUSH_STRATEGY", "end")
                .environment("O2_FLUSH_BUDGET_MS", "600000")
                .timeout(Duration.ofSeconds(8)))) {
      environment.sandbox().invoke("warm up");
      environment.sink().faults().always(Fault.hang());
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();
    }
  }

  @Test
  void isBackBeforeTheDeadlineWhenTheEndIsNeverToldAndWaitsForNoSecondOne() {
    Duration timeout = Duration.ofSeconds(8);
    try (Environment environment =
        Environment.start(
            builder -> builder.environment("O2_FLUSH_STRATEGY", "end").timeout(timeout))) {
      environment.sandbox().invoke("warm up");
      environment.sandbox().telemetry().hold();
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();
      InvokeResult second = environment.sandbox().invoke("two");
      assertThat(second.succeeded()).isTrue();
      assertThat(second.timings().phase()).isLessThan(timeout.dividedBy(2));
      environment.sandbox().telemetry().release();
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
    }
  }

  @Test
  void exitsInTimeWhenTheBackendHangsAtShutdownAndSaysWhatIsLost() {
    try (Environment environment =
        Environment.start(builder -> builder.environment("O2_FLUSH_BUDGET_MS", "200"))) {
      environment.sandbox().invoke("warm up");
      environment.sink().faults().always(Fault.hang());
      environment.sandbox().invoke("one");
      ShutdownResult shutdown = environment.shutdown();
      // A JVM takes longer to exit than the margin that the executable keeps for it.
      assertThat(shutdown.clean() || !Environment.isNative()).as(shutdown.toString()).isTrue();
      assertThat(environment.linesWith("Final flush completed successfully")).isEmpty();
      assertThat(environment.linesWith("WARN Final flush")).hasSize(1);
      assertThat(environment.linesWith("INFO Records: ")).hasSize(1);
    }
  }

  @Test
  void aFullBufferDropsTheOldestRecordsAndAccountsForThem() {
    int lines = 4_000;
    Function chatty =
        Function.scripted(invocation -> {
          for (int i = 0; i < lines; i++) {
            invocation.log(i + " " + "x".repeat(1000));
          }
          return "";
        });
    try (Environment environment =
        Environment.start(builder ->
            builder
                .function(chatty)
                .environment("O2_MAX_BUFFER_SIZE_MB", "1")
                .environment("O2_FLUSH_BUDGET_MS", "300")
                // A slow machine's answers are waited for: what is resent may be stored twice.
                .shutdownTimeout(Environment.PATIENCE)
                .environment("O2_INITIAL_RETRY_DELAY_MS", "20")
                .environment("O2_MAX_RETRY_DELAY_MS", "100"))) {
      environment.sink().faults().always(Fault.status(503));
      InvokeResult result = environment.sandbox().invoke("x");
      assertThat(result.succeeded()).isTrue();
      environment.sink().faults().clear();
      environment.shutdown();
      assertThat(environment.linesWith("WARN Log buffer full, dropping oldest batch")).hasSize(1);
      LineComparison ledger = environment.ledger();
      assertThat(ledger.missing()).isNotEmpty();
      assertThat(ledger.doubled()).isEmpty();
      assertThat(environment.sink().functionLines())
          .as("the newest lines are kept")
          .anyMatch(line -> line.startsWith((lines - 1) + " "));
      assertThat(environment.linesWith("INFO Records: "))
          .hasSize(1)
          .first()
          .asString()
          .contains("buffer full", ", 0 held");
    }
  }

  @Test
  void countsWhatIsNotStoredAndDoesNotSendItAgain() {
    try (Environment environment = Environment.start()) {
      environment.sink().faults().next(Fault.partial(2));
      environment.sandbox().invoke("one");
      environment.sandbox().invoke("two");
      environment.shutdown();
      assertThat(environment.ledger().doubled()).isEmpty();
      assertThat(environment.linesWith("WARN OpenObserve did not store 2 of ")).hasSize(1);
      assertThat(environment.linesWith("INFO Records: ").getFirst()).contains("2 dropped");
    }
  }

  @Test
  void passesOnWhatLambdaDropped() {
    try (Environment environment = Environment.start()) {
      environment
          .sandbox()
          .telemetry()
          .inject(
              "platform.logsDropped",
              "{\"droppedBytes\":12345,\"droppedRecords\":123,\"reason\":\"slow\"}");
      environment.sandbox().invoke("one");
      environment.shutdown();
      assertThat(environment.sink().records().entries())
          .anyMatch(record ->
              record.type().equals("platform.logsDropped")
                  && record.json().contains("\"droppedRecords\":123"));
    }
  }

  @Test
  void boundsWhatItSaysWhenNothingIsDelivered() {
    int invocations = 20;
    AtomicInteger lines = new AtomicInteger();
    try (Environment environment =
        Environment.start(builder ->
            builder
                .environment("O2_FLUSH_BUDGET_MS", "100")
                .environment("O2_INITIAL_RETRY_DELAY_MS", "10")
                .environment("O2_MAX_RETRY_DELAY_MS", "20")
                .onLine(line -> {
                  if (line.source().equals(Environment.NAME)) {
                    lines.incrementAndGet();
                  }
                }))) {
      environment.sink().faults().always(Fault.status(503));
      for (int i = 0; i < invocations; i++) {
        assertThat(environment.sandbox().invoke("line " + i).succeeded()).isTrue();
      }
      environment.shutdown();
      assertThat(lines.get()).isLessThan(20 + 4 * invocations);
    }
  }

  @Test
  void deliversALargeInvocationExactlyOnce() {
    int lines = 15_000; // within the buffer, metadata included
    Function chatty =
        Function.scripted(invocation -> {
          for (int i = 0; i < lines; i++) {
            invocation.log(i + " " + "y".repeat(240));
          }
          return "";
        });
    try (Environment environment = Environment.start(builder -> builder.function(chatty))) {
      assertThat(environment.sandbox().invoke("x").succeeded()).isTrue();
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
    }
  }

  @Test
  void deliversTelemetryThatIsLateBeforeTheInvocationEnds() {
    try (Environment environment =
        Environment.start(builder -> builder.environment("O2_FLUSH_STRATEGY", "end"))) {
      environment.sandbox().telemetry().delay(Duration.ofMillis(300));
      environment.sandbox().invoke("one");
      assertThat(environment.sink().functionLines()).containsExactly("one");
    }
  }
}
