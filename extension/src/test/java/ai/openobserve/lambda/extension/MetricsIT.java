package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.SandboxBuilder;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.ShutdownResult;
import ai.openobserve.lambda.sandbox.sink.Fault;
import ai.openobserve.lambda.sandbox.sink.SinkRequest;
import ai.openobserve.lambda.sandbox.sink.StoredMetric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Metrics on their way beside the records, which never notice.
@Timeout(180)
class MetricsIT {
  private static final Function SOMETIMES_BAD =
      Function.scripted(invocation -> {
        invocation.log(invocation.payload());
        if (invocation.payload().equals("bad")) {
          throw new IllegalStateException("declined");
        }
        return "";
      });

  private static Environment start(UnaryOperator<SandboxBuilder> settings) {
    return Environment.start(builder ->
        settings.apply(
            builder
                .function(SOMETIMES_BAD)
                .environment("O2_METRICS", "true")
                .environment("O2_FLUSH_STRATEGY", "end")
                // Metrics go out at most once in this time.
                .environment("O2_FLUSH_INTERVAL_MS", "10")
                .environment("O2_INITIAL_RETRY_DELAY_MS", "10")));
  }

  private static Environment start() {
    return start(builder -> builder);
  }

  private static boolean hasMetrics(SinkRequest request) {
    return request.path().endsWith("/ingest/metrics/_json");
  }

  private static List<StoredMetric> stored(Environment environment, String name) {
    return environment.sink().metrics().entries().stream()
        .filter(metric -> metric.name().equals(name))
        .toList();
  }

  private static long sum(Environment environment, String name) {
    return (long) stored(environment, name).stream().mapToDouble(StoredMetric::value).sum();
  }

  private static void assertRecordsAreExact(Environment environment) {
    assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
    assertThat(environment.linesWith("INFO Final flush completed successfully")).hasSize(1);
  }

  /// What the last line says of the records, or of the metrics.
  private static long counted(Environment environment, String line, String what) {
    Matcher count =
        Pattern.compile("(\\d+) " + what).matcher(environment.linesWith(line).getLast());
    assertThat(count.find()).as(line + what).isTrue();
    return Long.parseLong(count.group(1));
  }

  @Test
  void countWhatLambdaReportsAndWhatDeliveryDoes() {
    try (Environment environment = start()) {
      List.of("one", "two", "bad").forEach(environment.sandbox()::invoke);
      environment.shutdown();

      assertRecordsAreExact(environment);
      assertThat(sum(environment, "aws_lambda_enhanced_invocations")).isEqualTo(3);
      assertThat(sum(environment, "aws_lambda_enhanced_errors")).isEqualTo(1);
      assertThat(sum(environment, "aws_lambda_enhanced_cold_starts")).isEqualTo(1);
      assertThat(stored(environment, "aws_lambda_enhanced_timeouts")).isEmpty();
      assertThat(stored(environment, "aws_lambda_enhanced_duration"))
          .hasSize(3)
          .allMatch(metric -> metric.type().equals("gauge") && metric.value() > 0);
      assertThat(sum(environment, "o2_lambda_records_received"))
          .isEqualTo(counted(environment, "INFO Records: ", "received"));
      assertThat(sum(environment, "o2_lambda_records_delivered"))
          .isEqualTo(environment.sink().stored());
      assertThat(stored(environment, "o2_lambda_records_dropped"))
          .isNotEmpty()
          .allMatch(metric -> metric.type().equals("counter") && metric.value() == 0);
      assertThat(stored(environment, "o2_lambda_added_ms")).isNotEmpty();
      assertThat(stored(environment, "o2_lambda_buffer_bytes")).isNotEmpty();
      assertThat(counted(environment, "INFO Metrics: ", "delivered"))
          .isEqualTo(environment.sink().metrics().entries().size());
      assertThat(environment.linesWith("INFO Metrics: ").getFirst()).contains(" 0 dropped, 0 held");
    }
  }

  @Test
  void seriesAreBounded() {
    try (Environment environment = start(builder -> builder.environment("O2_TAGS", "team:a"))) {
      for (int i = 0; i < 5; i++) {
        environment.sandbox().invoke("line " + i);
      }
      environment.shutdown();

      assertThat(
              environment.sink().metrics().entries().stream()
                  .map(metric -> Map.entry(metric.name(), metric.labels()))
                  .distinct())
          .hasSizeLessThan(40);
      assertThat(environment.sink().metrics().entries())
          .allSatisfy(metric -> {
            assertThat(metric.labels())
                .containsEntry("cloud_provider", "aws")
                .containsEntry("team", "a")
                .containsKeys("faas_name", "service_name", "cloud_region");
            assertThat(metric.labels().keySet())
                .isSubsetOf(
                    "cloud_provider",
                    "cloud_region",
                    "faas_name",
                    "faas_version",
                    "faas_max_memory",
                    "service_name",
                    "team",
                    "status",
                    "reason");
          });
    }
  }

  @Test
  void areNotThereUnlessAskedFor() {
    try (Environment environment = Environment.start()) {
      environment.sandbox().invoke("one");
      environment.sandbox().invoke("two");
      environment.shutdown();

      assertThat(environment.sink().requests().entries()).noneMatch(MetricsIT::hasMetrics);
      assertThat(environment.linesWith("Metrics")).isEmpty();
    }
  }

  @Test
  void oneThatTheServerRefusesCostsItselfAlone() {
    try (Environment environment = start()) {
      environment
          .sink()
          .faults()
          .when(
              request -> hasMetrics(request) && request.text().contains("enhanced_init_duration"),
              Fault.status(400).body("{\"code\":400,\"message\":\"missing value\"}"));
      for (int i = 0; i < 4; i++) {
        environment.sandbox().invoke("line " + i);
      }
      environment.shutdown();

      assertRecordsAreExact(environment);
      assertThat(sum(environment, "aws_lambda_enhanced_invocations")).isEqualTo(4);
      assertThat(stored(environment, "aws_lambda_enhanced_init_duration")).isEmpty();
      assertThat(environment.linesWith("INFO Metrics: ").getFirst())
          .contains(" 1 dropped (refused as malformed 1)");
      assertThat(environment.linesWith("INFO Records: ").getFirst()).contains(" 0 dropped");
    }
  }

  @Test
  void areSentAgainAfterAFailure() {
    try (Environment environment = start()) {
      environment.sink().faults().when(MetricsIT::hasMetrics, Fault.status(503));
      for (int i = 0; i < 4; i++) {
        environment.sandbox().invoke("line " + i);
      }
      assertThat(environment.sink().metrics().entries()).isEmpty();
      environment.sink().faults().clear();
      environment.shutdown();

      assertRecordsAreExact(environment);
      assertThat(sum(environment, "aws_lambda_enhanced_invocations")).isEqualTo(4);
      assertThat(environment.linesWith("INFO Metrics: ").getFirst()).contains(" 0 dropped, 0 held");
      assertThat(environment.linesWith("WARN Metrics: ")).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void thatHangHoldNoInvocation() {
    try (Environment environment = start()) {
      environment.sink().faults().when(MetricsIT::hasMetrics, Fault.hang());
      Duration added = Duration.ZERO;
      for (int i = 0; i < 6; i++) {
        added = added.plus(environment.sandbox().invoke("line " + i).timings().addedByExtensions());
      }
      // The budget of one invocation is 30 s here.
      assertThat(added).isLessThan(Duration.ofSeconds(20));
      assertThat(environment.sink().functionLines()).hasSizeGreaterThanOrEqualTo(5);
      environment.sink().faults().clear();
      environment.shutdown();

      assertRecordsAreExact(environment);
      assertThat(sum(environment, "aws_lambda_enhanced_invocations")).isEqualTo(6);
    }
  }

  @Test
  void thatHangAtShutdownAreCountedApartFromRecords() {
    try (Environment environment = start()) {
      environment.sandbox().invoke("one");
      environment.sink().faults().when(MetricsIT::hasMetrics, Fault.hang());
      ShutdownResult shutdown = environment.shutdown();

      assertThat(shutdown.clean() || !Environment.isNative()).as(shutdown.toString()).isTrue();
      assertRecordsAreExact(environment);
      assertThat(environment.linesWith("INFO Records: ").getFirst()).contains(" 0 dropped, 0 held");
      assertThat(environment.linesWith("INFO Metrics: ").getFirst())
          .contains(" 0 delivered")
          .doesNotContain(" 0 dropped, 0 held");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 404})
  void thatAreRefusedAreOneErrorAndNoLossOfRecords(int status) {
    try (Environment environment = start()) {
      environment.sink().faults().when(MetricsIT::hasMetrics, Fault.status(status));
      for (int i = 0; i < 5; i++) {
        environment.sandbox().invoke("line " + i);
      }
      environment.shutdown();

      assertRecordsAreExact(environment);
      assertThat(environment.linesWith("ERROR Metrics: OpenObserve request failed with status "))
          .hasSize(1);
      assertThat(environment.linesWith("INFO Metrics: ").getFirst())
          .contains("(request refused ")
          .contains(" 0 delivered");
    }
  }
}
