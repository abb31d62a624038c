package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.config.TelemetryType;
import ai.openobserve.lambda.extension.lambda.LambdaApi;
import ai.openobserve.lambda.extension.telemetry.InvocationWatch;
import ai.openobserve.lambda.extension.testing.LogTrail;
import ai.openobserve.lambda.extension.testing.SettableClock;
import ai.openobserve.lambda.extension.time.Clocks;
import ai.openobserve.lambda.extension.time.Deadline;
import ai.openobserve.lambda.extension.time.Waiter;
import ai.openobserve.lambda.sandbox.fake.FakeRuntimeApi;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/// A subscription that keeps failing, with pauses that pass at once.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class TelemetrySubscriptionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration IN_INIT = Duration.ofMillis(50);
  private static final Duration IN_BACKGROUND = Duration.ofSeconds(1);

  private final FakeRuntimeApi runtime;
  private final LambdaApi api;
  private final SettableClock clock = new SettableClock();
  private final LogTrail trail = new LogTrail();
  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private Runnable duringPause = () -> {};

  TelemetrySubscriptionTest() throws IOException {
    runtime = new FakeRuntimeApi();
    api = new LambdaApi(runtime.address());
    runtime.answerTo("telemetry", 500, "{\"errorType\":\"InternalServerError\"}");
  }

  @AfterEach
  void close() throws IOException {
    api.close();
    runtime.close();
  }

  private TelemetrySubscription begin() throws InterruptedException {
    Waiter waiter =
        (_, nanos) -> {
          pauses.add(Duration.ofNanos(nanos));
          clock.advance(Duration.ofNanos(nanos));
          duringPause.run();
          return 0;
        };
    TelemetrySubscription telemetry =
        new TelemetrySubscription(
            api.subscription(EnumSet.of(TelemetryType.PLATFORM), 4711),
            new InvocationWatch(Waiter.THREAD, clock::nanos),
            4711,
            new Clocks(clock, clock::nanos),
            waiter,
            trail.log());
    telemetry.begin(Deadline.in(Duration.ofHours(1), clock.nanos()));
    return telemetry;
  }

  private long calls() {
    return runtime.calls().stream().filter(call -> call.startsWith("telemetry ")).count();
  }

  private static List<Duration> pauses(int inInit, int inBackground) {
    List<Duration> expected = new ArrayList<>(Collections.nCopies(inInit, IN_INIT));
    expected.addAll(Collections.nCopies(inBackground, IN_BACKGROUND));
    return expected;
  }

  @Test
  void givesUpAfterAMinuteOfFailures() throws InterruptedException {
    TelemetrySubscription telemetry = begin();
    trail.awaitLine("ERROR", PATIENCE);

    assertThat(pauses).isEqualTo(pauses(3, 60));
    assertThat(calls()).isEqualTo(63);
    assertThat(telemetry.isActive()).isFalse();
    assertThat(trail.lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "WARN Subscribing to telemetry is slow, continuing in the background: ")
                    .contains("500"),
            line ->
                assertThat(line)
                    .startsWith(
                        "ERROR Subscribing to telemetry failed, no logs will be forwarded: ")
                    .contains("500"));
  }

  @Test
  void subscribesInTheLastAttemptStill() throws InterruptedException {
    duringPause =
        () -> {
          if (pauses.size() == 62) {
            runtime.answerTo("telemetry", 200, "\"OK\"");
          }
        };
    TelemetrySubscription telemetry = begin();
    trail.awaitLine("INFO Successfully subscribed to Logs API on port 4711", PATIENCE);

    assertThat(pauses).isEqualTo(pauses(3, 59));
    assertThat(calls()).isEqualTo(63);
    assertThat(telemetry.isActive()).isTrue();
    assertThat(trail.lines()).noneMatch(line -> line.startsWith("ERROR"));
  }

  @Test
  void makesNoPauseInInitBeyondItsDeadline() throws InterruptedException {
    duringPause =
        () -> {
          if (pauses.size() == 1) {
            clock.advance(Duration.ofHours(1));
          }
        };
    begin();
    trail.awaitLine("ERROR", PATIENCE);

    assertThat(pauses).isEqualTo(pauses(1, 60));
  }
}
