package ai.openobserve.lambda.extension.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.buffer.Reporting;
import ai.openobserve.lambda.extension.delivery.Attempt;
import ai.openobserve.lambda.extension.delivery.Outcome;
import ai.openobserve.lambda.extension.delivery.Sender;
import ai.openobserve.lambda.extension.flush.FlushSettings;
import ai.openobserve.lambda.extension.telemetry.InvocationReport;
import ai.openobserve.lambda.extension.testing.Configurations;
import ai.openobserve.lambda.extension.testing.LogTrail;
import ai.openobserve.lambda.extension.testing.SettableClock;
import ai.openobserve.lambda.extension.time.Clocks;
import ai.openobserve.lambda.extension.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class MetricsTest {
  private static final long SEED = 41_042;
  private static final long MILLIS = 1_795_427_998_123_000L;
  private static final InvocationReport COLD =
      new InvocationReport(
          MILLIS, InvocationReport.Status.SUCCESS, "", 12.5, 13, 250.25, Double.NaN, 128, 64);

  private final SettableClock clock = new SettableClock();
  private final Ledger ledger = new Ledger();
  private final LogTrail trail = new LogTrail();
  private final LogBuffer records =
      new LogBuffer(1 << 20, BatchLimits.of(OptionalInt.empty(), 1 << 20), ledger, trail.log());
  private final Backend backend = new Backend();
  private final Metrics metrics =
      new Metrics(
          new Metrics.Source(ledger, records),
          MetricLabels.of("orders", "$LATEST", "eu-west-1", "128", Map.of()),
          backend,
          FlushSettings.of(
              Configurations.of("http://127.0.0.1"), new Clocks(clock, clock::nanos), () -> 0),
          task -> Thread.ofPlatform().daemon().start(task),
          new Clocks(clock, clock::nanos),
          SEED,
          trail.log());

  /// Stores everything, and keeps what it got.
  private static final class Backend implements Sender {
    final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    @Override
    public Attempt deliver(Batch batch) {
      return new Attempt() {
        @Override
        public Outcome run() {
          assertThat(batch.destination().path()).isEqualTo("/ingest/metrics/_json");
          requests.add(text(batch));
          return new Outcome.Accepted(batch.records(), 0, "");
        }

        @Override
        public void cancel() {}
      };
    }

    @Override
    public Attempt warmUp() {
      return new Attempt() {
        @Override
        public Outcome run() {
          return new Outcome.Accepted(0, 0, "");
        }

        @Override
        public void cancel() {}
      };
    }

    @Override
    public void closeIdleConnections() {}

    private static String text(Batch batch) {
      return "["
          + new String(batch.bytes(), batch.offset(), batch.length(), StandardCharsets.UTF_8)
          + "]";
    }

    String next() throws InterruptedException {
      return Objects.requireNonNull(requests.poll(30, TimeUnit.SECONDS), "no request");
    }
  }

  private static List<JsonNode> read(String request) {
    return JsonMapper.shared().readTree(request).valueStream().toList();
  }

  /// Value by name, with the label that tells series of the same name apart.
  private static Map<String, Double> values(String request) {
    Map<String, Double> values = new HashMap<>();
    for (JsonNode sample : read(request)) {
      String label = sample.path("reason").asString(sample.path("status").asString(""));
      String name = sample.path("__name__").stringValue();
      values.merge(
          label.isEmpty() ? name : name + " " + label,
          sample.path("value").doubleValue(),
          Double::sum);
    }
    return values;
  }

  private String end() throws InterruptedException {
    metrics.beginEnd(Deadline.in(Duration.ofHours(1), clock.nanos()));
    return metrics.end();
  }

  private static byte[] record(String text) {
    return ("{\"record\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aReportBecomesASampleOfEachValueThatItHas() throws Exception {
    metrics.reported(COLD);
    metrics.flush();

    String samples = backend.next();
    assertThat(samples)
        .startsWith(
            "[{\"_timestamp\":1795427998123042,\"__name__\":\"aws_lambda_enhanced_duration\","
                + "\"__type__\":\"gauge\",\"value\":12.5,\"status\":\"success\",");
    assertThat(read(samples))
        .allSatisfy(sample -> {
          assertThat(sample.path("faas_name").stringValue()).isEqualTo("orders");
          assertThat(sample.path("faas_version").stringValue()).isEqualTo("$LATEST");
          assertThat(sample.path("cloud_provider").stringValue()).isEqualTo("aws");
          assertThat(sample.path("cloud_region").stringValue()).isEqualTo("eu-west-1");
          assertThat(sample.path("faas_max_memory").stringValue()).isEqualTo("128");
          assertThat(sample.path("service_name").stringValue()).isEqualTo("orders");
        });
    assertThat(values(samples))
        .containsEntry("aws_lambda_enhanced_duration success", 12.5)
        .containsEntry("aws_lambda_enhanced_billed_duration success", 13.0)
        .containsEntry("aws_lambda_enhanced_init_duration success", 250.25)
        .containsEntry("aws_lambda_enhanced_memory_size success", 128.0)
        .containsEntry("aws_lambda_enhanced_max_memory_used success", 64.0)
        .containsEntry("aws_lambda_enhanced_memory_utilization success", 0.5)
        .containsEntry("aws_lambda_enhanced_invocations success", 1.0)
        .containsEntry("aws_lambda_enhanced_cold_starts success", 1.0)
        .doesNotContainKeys(
            "aws_lambda_enhanced_restore_duration success", "aws_lambda_enhanced_errors success");
  }

  @Test
  void reportsAreCountedTogetherByTheirStatus() throws Exception {
    for (InvocationReport.Status status : InvocationReport.Status.values()) {
      for (int i = 0; i < 3; i++) {
        metrics.reported(
            new InvocationReport(
                MILLIS, status, "", 1, 1, Double.NaN, Double.NaN, 128, i == 0 ? 128 : 1));
      }
    }
    metrics.flush();

    assertThat(values(backend.next()))
        .containsEntry("aws_lambda_enhanced_invocations success", 3.0)
        .containsEntry("aws_lambda_enhanced_invocations error", 3.0)
        .containsEntry("aws_lambda_enhanced_errors error", 3.0)
        .containsEntry("aws_lambda_enhanced_errors failure", 3.0)
        .containsEntry("aws_lambda_enhanced_errors timeout", 3.0)
        .containsEntry("aws_lambda_enhanced_timeouts timeout", 3.0)
        .containsEntry("aws_lambda_enhanced_out_of_memory error", 1.0)
        .doesNotContainKeys(
            "aws_lambda_enhanced_errors success",
            "aws_lambda_enhanced_timeouts error",
            "aws_lambda_enhanced_out_of_memory success",
            "aws_lambda_enhanced_cold_starts success");
  }

  @Test
  void theAccountOfTheRecordsIsSentAsWhatIsNewInIt() throws Exception {
    byte[] record = record("one");
    records.append(record, 0, record.length, Reporting.LOGGED);
    records.append(record, 0, record.length, Reporting.LOGGED);
    records.exclude(4);
    Batch batch = Objects.requireNonNull(records.take());
    records.settle(batch, 1, 1);
    metrics.reported(COLD);
    metrics.flush();

    Map<String, Double> first = values(backend.next());
    assertThat(first)
        .containsEntry("o2_lambda_records_received", 6.0)
        .containsEntry("o2_lambda_records_delivered", 1.0)
        .containsEntry("o2_lambda_records_excluded", 4.0)
        .containsEntry("o2_lambda_records_dropped not_stored", 1.0)
        .containsEntry("o2_lambda_records_dropped buffer_full", 0.0)
        .containsEntry("o2_lambda_records_dropped dropped_by_lambda", 0.0)
        .containsEntry("o2_lambda_buffer_records", 0.0);

    clock.advance(Duration.ofSeconds(10));
    records.append(record, 0, record.length, Reporting.LOGGED);
    metrics.reported(COLD);
    metrics.flush();

    assertThat(values(backend.next()))
        .containsEntry("o2_lambda_records_received", 1.0)
        .containsEntry("o2_lambda_buffer_records", 1.0)
        .doesNotContainKeys(
            "o2_lambda_records_delivered",
            "o2_lambda_records_dropped not_stored",
            "o2_lambda_records_dropped buffer_full");
  }

  @Test
  void whatInvocationsWereHeldForIsSentAsMeanAndMost() throws Exception {
    metrics.runtimeDone(SettableClock.START.toEpochMilli() * 1000);
    clock.advance(Duration.ofMillis(30));
    metrics.over(true);
    metrics.over(false);
    metrics.reported(COLD);
    metrics.flush();

    assertThat(values(backend.next()))
        .containsEntry("o2_lambda_added_ms", 15.0)
        .containsEntry("o2_lambda_added_ms_max", 30.0);
  }

  @Test
  void oneRequestASecondAndNoneWithoutNews() throws Exception {
    metrics.over(false);
    metrics.flush();
    metrics.reported(COLD);
    metrics.flush();
    assertThat(values(backend.next())).containsKey("aws_lambda_enhanced_invocations success");
    for (int i = 0; i < 2; i++) {
      metrics.reported(COLD);
      metrics.flush();
    }
    clock.advance(Duration.ofSeconds(2));
    metrics.flush();
    String both = backend.next();
    assertThat(values(both)).containsEntry("aws_lambda_enhanced_invocations success", 2.0);
    assertThat(read(both))
        .as("counted together until a second has passed")
        .filteredOn(sample ->
            sample.path("__name__").stringValue().equals("aws_lambda_enhanced_invocations"))
        .hasSize(1);
    clock.advance(Duration.ofSeconds(2));
    metrics.flush();

    assertThat(end()).contains(" 0 dropped, 0 held");
    assertThat(backend.requests).as("what the end adds").hasSizeLessThanOrEqualTo(1);
    assertThat(backend.requests)
        .noneMatch(request -> request.contains("aws_lambda_enhanced_invocations"));
  }

  @Test
  void aLossIsNews() throws Exception {
    byte[] record = record("one");
    records.append(record, 0, record.length, Reporting.LOGGED);
    records.settle(Objects.requireNonNull(records.take()), 0, 1);
    metrics.flush();

    assertThat(values(backend.next())).containsEntry("o2_lambda_records_dropped not_stored", 1.0);
  }

  @Test
  void whatIsNoNumberIsNeverSent() throws Exception {
    metrics.reported(
        new InvocationReport(
            MILLIS,
            InvocationReport.Status.SUCCESS,
            "",
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            0,
            1e300));
    metrics.flush();

    String samples = backend.next();
    assertThat(read(samples)).allMatch(sample -> sample.path("value").isNumber());
    assertThat(values(samples))
        .containsEntry("aws_lambda_enhanced_max_memory_used success", 1e300)
        .doesNotContainKeys(
            "aws_lambda_enhanced_duration success",
            "aws_lambda_enhanced_billed_duration success",
            "aws_lambda_enhanced_memory_utilization success");
  }

  @Test
  void areBoundedAndTheirLossIsCountedApart() throws Exception {
    for (int i = 0; i < 20_000; i++) {
      metrics.reported(COLD);
    }

    String summary = end();
    assertThat(summary).contains(" dropped (buffer full ");
    assertThat(ledger.dropped()).isZero();
    assertThat(backend.requests.stream().mapToInt(request -> read(request).size()).sum())
        .isLessThan(5_000);
  }

  @Test
  void anInvocationThatFindsThemLeftOverSendsThem() throws Exception {
    metrics.reported(COLD);
    metrics.flush();
    backend.next();
    metrics.reported(COLD);
    clock.advance(Duration.ofSeconds(1));
    metrics.begin();
    clock.advance(Duration.ofSeconds(9));
    metrics.begin();

    assertThat(values(backend.next()))
        .containsEntry("aws_lambda_enhanced_invocations success", 1.0);
  }

  @Test
  void aRequestWithRecordsTakesThemAlong() throws Exception {
    metrics.reported(COLD);
    byte[] record = record("one");
    records.append(record, 0, record.length, Reporting.LOGGED);
    Batch batch = Objects.requireNonNull(records.take());
    Attempt attempt =
        metrics
            .beside(
                new Sender() {
                  @Override
                  public Attempt deliver(Batch one) {
                    return new Attempt() {
                      @Override
                      public Outcome run() {
                        return new Outcome.TooLarge();
                      }

                      @Override
                      public void cancel() {}
                    };
                  }

                  @Override
                  public Attempt warmUp() {
                    return backend.warmUp();
                  }

                  @Override
                  public void closeIdleConnections() {}
                })
            .deliver(batch);

    assertThat(attempt.run()).isEqualTo(new Outcome.TooLarge());
    assertThat(values(backend.next())).containsKey("aws_lambda_enhanced_invocations success");
  }

  @Test
  void tagsAreLabelsUnlessTheyWouldTakeThePlaceOfAMember() {
    Map<String, String> fields =
        Map.of(
            "service_name",
            "shop",
            "env",
            "prod",
            "team",
            "a\"b",
            "value",
            "1",
            "status",
            "x",
            "faas_name",
            "mine");

    assertThat(MetricLabels.of("orders", null, "", null, fields).values())
        .isEqualTo(
            Map.of(
                "cloud_provider", "aws",
                "faas_name", "orders",
                "service_name", "shop",
                "deployment_environment", "prod",
                "team", "a\"b"));
  }
}
