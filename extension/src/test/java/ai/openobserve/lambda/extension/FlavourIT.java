package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.LogFormat;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The kinds of environment there are.
@Timeout(180)
class FlavourIT {

  @Test
  void forwardsOverlappingInvocationsOnManagedInstances() throws Exception {
    int invocations = 5;
    CountDownLatch all = new CountDownLatch(invocations);
    Function meeting =
        Function.scripted(invocation -> {
          invocation.log("begin " + invocation.payload());
          all.countDown();
          all.await();
          invocation.log("end " + invocation.payload());
          return "";
        });
    try (Environment environment =
        Environment.start(builder ->
            builder
                .flavour(Flavour.MANAGED_INSTANCES)
                .environment("O2_FLUSH_INTERVAL_MS", "200")
                .function(meeting))) {
      assertThat(environment.extension().events()).containsExactly("SHUTDOWN");
      List<CompletableFuture<InvokeResult>> running = new ArrayList<>();
      for (int i = 0; i < invocations; i++) {
        running.add(environment.sandbox().invokeAsync(Integer.toString(i)));
      }
      for (CompletableFuture<InvokeResult> each : running) {
        assertThat(each.get(60, TimeUnit.SECONDS).succeeded()).isTrue();
      }
      environment
          .sink()
          .records()
          .awaitCount(
              2 * invocations, record -> record.type().equals("function"), Environment.PATIENCE);
      assertThat(environment.shutdown().clean()).isTrue();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
      assertThat(environment.sink().records().entries(r -> r.type().equals("function")))
          .allMatch(record -> !record.node().has("requestId"));
      assertThat(environment.sink().records().entries(r -> r.type().equals("platform.report")))
          .hasSize(invocations)
          .allMatch(record -> record.node().has("requestId"));
    }
  }

  @Test
  void forwardsTheEventsOfASnapshotAndItsRestore() {
    try (Environment environment =
        Environment.start(
            builder -> builder.flavour(Flavour.SNAP_START).snapshotAge(Duration.ofHours(2)))) {
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
      assertThat(environment.storedTypes())
          .contains(
              "platform.initStart",
              "platform.restoreStart",
              "platform.restoreRuntimeDone",
              "platform.restoreReport");
    }
  }

  @Test
  void losesNoNewRecordToASnapshotThatIsTooOldForOpenObserve() {
    try (Environment environment =
        Environment.start(
            builder -> builder.flavour(Flavour.SNAP_START).snapshotAge(Duration.ofDays(3)))) {
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();
      assertThat(environment.sandbox().invoke("two").succeeded()).isTrue();
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
      assertThat(environment.storedTypes()).contains("platform.restoreReport", "platform.report");
    }
  }

  @Test
  void worksWithProvisionedConcurrency() {
    try (Environment environment =
        Environment.start(builder -> builder.flavour(Flavour.PROVISIONED))) {
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
    }
  }

  @Test
  void livesWhereThereIsNoTelemetry() {
    try (Environment environment =
        Environment.start(builder -> builder.telemetryMode(TelemetryMode.NOT_SUPPORTED))) {
      for (int i = 0; i < 3; i++) {
        InvokeResult result = environment.sandbox().invoke("line " + i);
        assertThat(result.succeeded()).isTrue();
        assertThat(result.timings().phase()).isLessThan(Duration.ofSeconds(20));
      }
      assertThat(environment.shutdown().clean()).isTrue();
    }
  }

  @Test
  void deliversToTheEndWithTheEmulatorsTelemetry() {
    try (Environment environment =
        Environment.start(builder -> builder.telemetryMode(TelemetryMode.EMULATOR))) {
      environment.sandbox().invoke("one");
      assertThat(environment.shutdown().clean()).isTrue();
      assertThat(environment.sink().functionLines()).containsExactly("one");
    }
  }

  @Test
  void forwardsJsonLogsAsObjects() {
    Function json =
        Function.scripted(invocation -> {
          invocation.log("{\"level\":\"INFO\",\"message\":\"é\",\"requestId\":\"r-1\"}");
          return "";
        });
    try (Environment environment =
        Environment.start(builder -> builder.logFormat(LogFormat.JSON).function(json))) {
      environment.sandbox().invoke("x");
      environment.shutdown();
      var record =
          environment.sink().records().entries(r -> r.type().equals("function")).getFirst();
      assertThat(record.json())
          .contains("\"record\":{\"level\":\"INFO\",\"message\":\"é\",\"requestId\":\"r-1\"}");
      assertThat(record.node().path("requestId").stringValue()).isEqualTo("r-1");
    }
  }
}
