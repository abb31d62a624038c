package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.RuntimeExit;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.ShutdownResult;
import ai.openobserve.lambda.sandbox.model.Status;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole process from init to shutdown.
@Timeout(180)
class LifeCycleIT {

  @Test
  void deliversEverythingExactlyOnce() {
    try (Environment environment = Environment.start()) {
      assertThat(environment.sandbox().init().succeeded()).isTrue();
      for (String line : List.of("one", "two", "three")) {
        assertThat(environment.sandbox().invoke(line).succeeded()).isTrue();
      }
      ShutdownResult shutdown = environment.shutdown();
      assertThat(shutdown.clean()).as(shutdown.toString()).isTrue();
      assertThat(shutdown.exit(Environment.NAME).exitCode()).isZero();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
      assertThat(environment.storedTypes())
          .contains(
              "platform.initStart",
              "platform.initRuntimeDone",
              "platform.initReport",
              "platform.extension",
              "platform.telemetrySubscription",
              "platform.start",
              "platform.runtimeDone",
              "platform.report",
              "function",
              "extension");
      assertThat(environment.extension().lines())
          .anyMatch(
              line -> line.startsWith("INFO Extension registered successfully: my-function (ID: "))
          .anyMatch(line -> line.startsWith("INFO Successfully subscribed to Logs API on port "))
          .anyMatch(line -> line.startsWith("INFO Starting shutdown sequence with "))
          .contains("INFO Final flush completed successfully");
    }
  }

  @Test
  void deliversAReportForEveryInvocationTheLastOneIncluded() {
    try (Environment environment = Environment.start()) {
      InvokeResult first = environment.sandbox().invoke("one");
      InvokeResult last = environment.sandbox().invoke("two");
      environment.shutdown();
      assertThat(
              environment.sink().records().entries(r -> r.type().equals("platform.report")).stream()
                  .map(record -> record.node().path("requestId").stringValue()))
          .containsExactly(first.requestId(), last.requestId());
    }
  }

  @Test
  void sendsRecordsAsTheyAreSpecified() {
    try (Environment environment =
        Environment.start(
            builder -> builder.functionName("orders").functionVersion("7").region("eu-north-1"))) {
      InvokeResult result = environment.sandbox().invoke("hello");
      var record =
          environment
              .sink()
              .awaitRecord(each -> each.type().equals("function"), Environment.PATIENCE);
      var node = record.node();
      assertThat(record.json()).startsWith("{\"_timestamp\":");
      assertThat(node.path("record").stringValue()).isEqualTo("hello\n");
      assertThat(node.path("requestId").stringValue()).isEqualTo(result.requestId());
      assertThat(node.path("function_name").stringValue()).isEqualTo("orders");
      assertThat(node.path("function_version").stringValue()).isEqualTo("7");
      assertThat(node.path("region").stringValue()).isEqualTo("eu-north-1");
      assertThat(java.time.Instant.parse(node.path("time").stringValue()).toEpochMilli() * 1000)
          .isEqualTo(record.timestamp());
    }
  }

  @Test
  void asksOpenObserveForNothingBeforeTheFirstEvent() {
    try (Environment environment = Environment.start()) {
      assertThat(environment.sandbox().init().succeeded()).isTrue();
      assertThat(environment.sink().connections()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(ShutdownReason.class)
  void deliversTheRestWhateverTheReasonOfTheShutdown(ShutdownReason reason) {
    try (Environment environment = Environment.start()) {
      environment.sandbox().invoke("one");
      ShutdownResult shutdown = environment.sandbox().shutdown(reason);
      assertThat(shutdown.clean()).isTrue();
      assertThat(shutdown.exit(Environment.NAME).exitCode()).isZero();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
      assertThat(environment.storedTypes()).contains("platform.report");
    }
  }

  @Test
  void shutsDownWithoutAnInvocation() {
    try (Environment environment = Environment.start()) {
      ShutdownResult shutdown = environment.shutdown();
      assertThat(shutdown.clean()).isTrue();
      assertThat(environment.storedTypes()).contains("platform.initStart");
    }
  }

  @Test
  void deliversWhatAFunctionPrintedBeforeItTimedOutAndStartsAgain() {
    CountDownLatch never = new CountDownLatch(1);
    Function stuck =
        Function.scripted(invocation -> {
          invocation.log(invocation.payload());
          if (invocation.payload().equals("stuck")) {
            never.await();
          }
          return "";
        });
    try (Environment environment =
        Environment.start(builder -> builder.function(stuck).timeout(Duration.ofSeconds(10)))) {
      assertThat(environment.sandbox().invoke("stuck").status()).isEqualTo(Status.TIMEOUT);
      assertThat(environment.extension().exitCode()).hasValue(0);
      assertThat(environment.sandbox().invoke("again").succeeded()).isTrue();
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
      assertThat(
              environment
                  .sink()
                  .records()
                  .entries(r -> r.type().equals("platform.runtimeDone"))
                  .stream()
                  .map(record -> record.node().path("record").path("status").stringValue()))
          .containsExactly("timeout", "success");
    }
  }

  @Test
  void deliversWhatARuntimePrintedBeforeItExited() {
    Function dying =
        Function.scripted(invocation -> {
          invocation.log("last words");
          throw new RuntimeExit(1);
        });
    try (Environment environment = Environment.start(builder -> builder.function(dying))) {
      assertThat(environment.sandbox().invoke("x").status()).isEqualTo(Status.FAILURE);
      assertThat(environment.extension().exitCode()).hasValue(0);
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
    }
  }

  @Test
  void deliversWhatArrivesAfterShutdown() {
    try (Environment environment = Environment.start()) {
      environment.sandbox().invoke("one");
      environment.sandbox().telemetry().delayTrailing(Duration.ofMillis(50));
      environment.sandbox().telemetry().inject("function", "\"late\"");
      assertThat(environment.shutdown().clean()).isTrue();
      assertThat(environment.sink().functionLines()).containsExactly("one", "late");
      assertThat(environment.storedTypes()).contains("platform.report");
    }
  }

  @Test
  void whatLambdaStillHasAtShutdownIsWaitedForAsLongAsItKeepsComing() {
    Function flood =
        Function.scripted(invocation -> {
          for (int i = 0; i < 30; i++) {
            invocation.log(invocation.payload() + " line " + i + " " + "x".repeat(100_000));
          }
          return "";
        });
    try (Environment environment =
        Environment.start(builder ->
            builder
                .function(flood)
                // Not held: all of it is still Lambda's when the invocation ends.
                .environment("O2_FLUSH_STRATEGY", "continuous")
                .shutdownTimeout(Duration.ofSeconds(30)))) {
      environment.sandbox().telemetry().delay(Duration.ofMillis(100));
      assertThat(environment.sandbox().invoke("first").succeeded()).isTrue();
      assertThat(environment.sandbox().invoke("second").succeeded()).isTrue();

      environment.shutdown();

      assertThat(environment.ledger().missing()).isEmpty();
      assertThat(environment.ledger().doubled()).isEmpty();
    }
  }

  @Test
  void matchesARuntimeDoneThatComesBeforeTheInvokeEvent() {
    try (Environment environment = Environment.start()) {
      environment.sandbox().telemetry().runtimeDoneAheadOfNext(true);
      for (int i = 0; i < 3; i++) {
        InvokeResult result = environment.sandbox().invoke("line " + i);
        assertThat(result.succeeded()).isTrue();
        assertThat(result.timings().phase()).isLessThan(Duration.ofSeconds(25));
      }
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
    }
  }

  @Test
  void losesAndDoublesNothingWhenConnectionsDieWhileFrozen() throws IOException {
    try (Environment environment = Environment.start()) {
      for (int i = 0; i < 4; i++) {
        assertThat(environment.sandbox().invoke("line " + i).succeeded()).isTrue();
        environment.sink().outage();
        environment.sink().recover();
      }
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
      assertThat(environment.sandbox().trail().entries()).contains("freeze", "thaw");
    }
  }

  @Test
  void exitsWhenTheRuntimeApiIsGone() {
    try (Environment environment = Environment.start()) {
      environment.sandbox().breakRuntimeApi();
      assertThat(environment.extension().awaitExit(Environment.PATIENCE)).isNotZero();
      assertThat(environment.linesWith("ERROR")).isNotEmpty();
    }
  }

  @Test
  void leavesPort8080ToTheUsersOwnServers() throws IOException {
    try (ServerSocket users = new ServerSocket()) {
      users.setReuseAddress(true);
      users.bind(new InetSocketAddress(8080));
      try (Environment environment = Environment.start()) {
        environment.sandbox().invoke("one");
        environment.shutdown();
        assertThat(environment.ledger().isExact()).isTrue();
      }
    } catch (java.net.BindException e) {
      // Another process of this machine has the port, which serves as well: nothing may depend on
      // it.
      try (Environment environment = Environment.start()) {
        assertThat(environment.sandbox().init().succeeded()).isTrue();
      }
    }
  }

  @Test
  void boundsWhatItSaysByTheInvocations() {
    int invocations = 20;
    AtomicInteger lines = new AtomicInteger();
    try (Environment environment =
        Environment.start(builder ->
            builder.onLine(line -> {
              if (line.source().equals(Environment.NAME)) {
                lines.incrementAndGet();
              }
            }))) {
      for (int i = 0; i < invocations; i++) {
        environment.sandbox().invoke("line " + i);
      }
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
      assertThat(lines.get()).isLessThan(10 + 2 * invocations);
    }
  }
}
