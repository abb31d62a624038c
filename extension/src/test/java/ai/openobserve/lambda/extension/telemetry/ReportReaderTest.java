package ai.openobserve.lambda.extension.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read of `platform.report` and `platform.runtimeDone`.
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class ReportReaderTest {
  private static final double NONE = Double.NaN;
  private static final long MICROS = 1_795_427_998_123_000L;

  private final Telemetry telemetry = new Telemetry();
  private final List<InvocationReport> reports = new ArrayList<>();
  private final List<Long> done = new ArrayList<>();

  ReportReaderTest() {
    telemetry.reader.reportTo(
        new InvocationListener() {
          @Override
          public void runtimeDone(long micros) {
            done.add(micros);
          }

          @Override
          public void reported(InvocationReport report) {
            reports.add(report);
          }
        });
  }

  private static String event(String type, String record) {
    return "{\"time\":\"2026-11-23T09:59:58.123Z\",\"type\":\""
        + type
        + "\",\"record\":"
        + record
        + "}";
  }

  private InvocationReport read(String record) {
    telemetry.read("[" + event("platform.report", record) + "]");
    assertThat(reports).hasSize(1);
    return reports.getFirst();
  }

  @Test
  void aWholeReport() {
    assertThat(
            read(
                """
                {"requestId":"r","status":"error","errorType":"Runtime.ExitError","metrics":{"durationMs":12.5,
                "billedDurationMs":1.3e1,"memorySizeMB":128,"maxMemoryUsedMB":64,"initDurationMs":250.25,
                "restoreDurationMs":0.5},"spans":[{"name":"x","durationMs":7}],"tracing":{"value":"v"}}
                """))
        .isEqualTo(
            new InvocationReport(
                MICROS,
                InvocationReport.Status.ERROR,
                "Runtime.ExitError",
                12.5,
                13,
                250.25,
                0.5,
                128,
                64));
  }

  @Test
  void thatOfManagedInstancesHasADurationAlone() {
    InvocationReport report = read("{\"status\":\"success\",\"metrics\":{\"durationMs\":1}}");
    assertThat(report)
        .isEqualTo(
            new InvocationReport(
                MICROS, InvocationReport.Status.SUCCESS, "", 1, NONE, NONE, NONE, NONE, NONE));
    assertThat(report.isColdStart()).isFalse();
    assertThat(report.isOutOfMemory()).isFalse();
    assertThat(report.memoryUtilization()).isNaN();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"metrics\":null}",
        "{\"metrics\":[{\"durationMs\":1}]}",
        "{\"metrics\":\"durationMs\"}",
        "{\"metrics\":{\"durationMs\":\"1\",\"memorySizeMB\":true,\"maxMemoryUsedMB\":null}}",
        "{\"metrics\":{\"durationMs\":{\"durationMs\":1}}}",
        "{\"status\":7,\"errorType\":{}}",
        "\"a text\"",
        "null",
        "[]"
      })
  void whatIsNotThereIsNotANumber(String record) {
    assertThat(read(record))
        .isEqualTo(
            new InvocationReport(
                MICROS, InvocationReport.Status.SUCCESS, "", NONE, NONE, NONE, NONE, NONE, NONE));
  }

  @Test
  void aStatusThatIsUnknownIsAFailure() {
    InvocationReport report = read("{\"status\":\"throttled\"}");
    assertThat(report.status()).isEqualTo(InvocationReport.Status.OTHER);
    assertThat(report.hasFailed()).isTrue();
  }

  @Test
  void lambdaSaysOutOfMemoryInTwoWays() {
    String full = "\"metrics\":{\"memorySizeMB\":128,\"maxMemoryUsedMB\":128}";
    assertThat(read("{\"status\":\"success\"," + full + "}").isOutOfMemory()).isFalse();
    reports.clear();
    assertThat(read("{\"status\":\"error\"," + full + "}").isOutOfMemory()).isTrue();
    reports.clear();
    assertThat(read("{\"status\":\"error\",\"errorType\":\"Runtime.OutOfMemory\"}").isOutOfMemory())
        .isTrue();
  }

  @Test
  void endsAreHeardTooAndOtherEventsAreNot() {
    telemetry.read(
        "["
            + event("platform.start", "{}")
            + ","
            + event("function", "\"platform.report\"")
            + ","
            + event("platform.runtimeDone", "{\"requestId\":\"r\"}")
            + ",{\"time\":\"nonsense\",\"type\":\"platform.runtimeDone\",\"record\":{}}]");

    assertThat(done).containsExactly(MICROS, telemetry.clock.instant().toEpochMilli() * 1000);
    assertThat(reports).isEmpty();
  }
}
