package ai.openobserve.lambda.extension.telemetry;

import static ai.openobserve.lambda.extension.telemetry.Telemetry.event;
import static ai.openobserve.lambda.extension.telemetry.Telemetry.text;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.config.FilterOptions;
import ai.openobserve.lambda.extension.config.TelemetryType;
import ai.openobserve.lambda.extension.intake.RecordIntake;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.log.LogLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What the reader notices and leaves out: ends of invocations, types not forwarded, losses of
/// Lambda.
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class TelemetryReaderTest {
  private final Telemetry telemetry = new Telemetry();

  @Test
  void theEndOfAnInvocationIsHandedOnAfterTheLastRecordOfItsBody() throws InterruptedException {
    // The buffer says that it drops a record: at that moment nobody may know of the end yet.
    List<Boolean> knownAtTheDrop = new ArrayList<>();
    Log log =
        new Log(
            new OutputStream() {
              @Override
              public void write(int b) {
                throw new AssertionError();
              }

              @Override
              public void write(byte[] line, int offset, int length) throws IOException {
                try {
                  knownAtTheDrop.add(telemetry.watch.awaitRuntimeDone("r-1", Duration.ZERO));
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
              }
            },
            LogLevel.INFO);
    int room = 1000;
    LogBuffer small =
        new LogBuffer(room, BatchLimits.of(OptionalInt.empty(), room), telemetry.ledger, log);
    byte[] body =
        ("["
                + event("platform.runtimeDone", "{\"requestId\":\"r-1\"}")
                + ","
                + event("function", "\"" + "x".repeat(room) + "\"")
                + "]")
            .getBytes(StandardCharsets.UTF_8);

    new TelemetryReader(
            new RecordIntake(small, Telemetry.FORMAT, FilterOptions.NONE, telemetry.clock),
            telemetry.ledger,
            telemetry.watch,
            EnumSet.allOf(TelemetryType.class),
            log)
        .read(body, body.length);

    assertThat(knownAtTheDrop).containsExactly(false);
    assertThat(telemetry.watch.awaitRuntimeDone("r-1", Duration.ZERO)).isTrue();
  }

  @Test
  void aBodyWithThousandsOfEndsTellsTheNewest() throws InterruptedException {
    StringBuilder body = new StringBuilder("[");
    for (int i = 0; i < 5000; i++) {
      body.append(event("platform.runtimeDone", "{\"requestId\":\"r-" + i + "\"}")).append(',');
    }
    telemetry.read(body.append(event("function", "\"x\"")).append(']').toString());

    assertThat(telemetry.watch.awaitRuntimeDone("r-4999", Duration.ZERO)).isTrue();
    assertThat(telemetry.records()).hasSize(5001);
  }

  @Test
  void theEndOfTheRuntimeAndTheReportAreNoticed() throws InterruptedException {
    telemetry.read("[" + event("platform.runtimeDone", "{\"requestId\":\"r-1\"}") + "]");
    assertThat(telemetry.watch.awaitRuntimeDone("r-1", Duration.ZERO)).isTrue();
    assertThat(telemetry.watch.awaitReport("r-1", Duration.ZERO, Duration.ZERO)).isFalse();

    telemetry.read("[" + event("platform.report", "{\"requestId\":\"r-1\"}") + "]");
    assertThat(telemetry.watch.awaitReport("r-1", Duration.ZERO, Duration.ZERO)).isTrue();
  }

  @Test
  void platformEventsThatAreNotForwardedAreNoticedAllTheSame() throws InterruptedException {
    Telemetry functionOnly = new Telemetry(Telemetry.FORMAT, EnumSet.of(TelemetryType.FUNCTION));
    functionOnly.read(
        "["
            + event("platform.start", "{\"requestId\":\"r-1\"}")
            + ","
            + event("function", "\"x\"")
            + ","
            + event("extension", "\"not wanted\"")
            + ","
            + event("platform.logsDropped", "{\"droppedRecords\":4}")
            + ","
            + event("platform.runtimeDone", "{\"requestId\":\"r-1\"}")
            + "]");

    JsonNode only = functionOnly.onlyRecord();
    assertThat(text(only, "record")).isEqualTo("x");
    assertThat(text(only, "requestId")).isEqualTo("r-1");
    assertThat(functionOnly.watch.awaitRuntimeDone("r-1", Duration.ZERO)).isTrue();
    assertThat(functionOnly.ledger.droppedByLambda()).isEqualTo(4);
    assertThat(functionOnly.ledger.received()).isEqualTo(1);
  }

  @Test
  void functionLinesCanBeLeftOut() {
    Telemetry platformOnly = new Telemetry(Telemetry.FORMAT, EnumSet.of(TelemetryType.PLATFORM));
    platformOnly.read(
        "["
            + event("function", "\"x\"")
            + ","
            + event("extension", "\"y\"")
            + ","
            + event("platform.fault", "\"RequestId: r Error: Runtime exited\"")
            + ","
            + event("unknown.type", "\"z\"")
            + "]");

    assertThat(platformOnly.records())
        .extracting(r -> text(r, "type"))
        .containsExactly("platform.fault", "unknown.type");
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5",
    "0, 0",
    "'\"7\"', 0",
    "null, 0",
    "2.9, 2",
    "-3, 0",
    "{}, 0",
    "99999999999999999999999, 99999999990"
  })
  void whatLambdaDroppedIsCountedWhateverTheNumberLooksLike(String number, long least) {
    telemetry.read(
        "[" + event("platform.logsDropped", "{\"droppedRecords\":" + number + "}") + "]");

    assertThat(telemetry.ledger.droppedByLambda()).isBetween(0L, Math.max(least, 0));
    assertThat(telemetry.ledger.droppedByLambda() == 0).isEqualTo(least == 0);
    assertThat(telemetry.records()).hasSize(1);
  }

  @Test
  void linesOfExtensionsAreMarkedSoThatNothingIsLoggedAboutThem() {
    telemetry.read("[" + event("extension", "\"ours\"") + "]");
    assertThat(Objects.requireNonNull(telemetry.buffer.take()).quiet()).isTrue();

    telemetry.read("[" + event("platform.extension", "{}") + "]");
    assertThat(Objects.requireNonNull(telemetry.buffer.take()).quiet()).isFalse();
  }
}
