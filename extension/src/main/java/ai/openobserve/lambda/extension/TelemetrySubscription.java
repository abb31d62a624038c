package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.extension.lambda.LambdaApiException;
import ai.openobserve.lambda.extension.lambda.SubscriptionCall;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.telemetry.InvocationWatch;
import ai.openobserve.lambda.extension.time.Clocks;
import ai.openobserve.lambda.extension.time.Deadline;
import ai.openobserve.lambda.extension.time.Waiter;
import java.time.Duration;

/// The subscription to telemetry. Waits for the answer as long as the init phase allows, then after
/// the first `/next` on a thread of its own: without a subscription there are no logs for the life
/// of the environment, but a slow one must not delay the function.
///
/// [#begin] is called by one thread; [#isActive] may be called by any.
final class TelemetrySubscription {
  /// Most failed calls before the first `/next`, whether broken off or failed within Lambda.
  private static final int MOST_FAILURES_IN_INIT = 3;

  private static final Duration PAUSE_IN_INIT = Duration.ofMillis(50);

  /// One wait for the answer after the first `/next`, and the pause after a failure.
  private static final Duration SLICE = Duration.ofSeconds(1);

  private static final int MOST_SLICES = 60;

  private final SubscriptionCall call;
  private final InvocationWatch watch;
  private final int port;
  private final Clocks clocks;
  private final Waiter waiter;
  private final Log log;
  private volatile boolean active;
  private volatile String failure = "no answer";

  /// @param port the listener's, for the log line
  /// @param waiter for the pauses between calls
  TelemetrySubscription(
      SubscriptionCall call,
      InvocationWatch watch,
      int port,
      Clocks clocks,
      Waiter waiter,
      Log log) {
    this.call = call;
    this.watch = watch;
    this.port = port;
    this.clocks = clocks;
    this.waiter = waiter;
    this.log = log;
  }

  private enum Progress {
    SETTLED,
    /// The call is still under way.
    WAITING,
    /// The call failed and may be repeated.
    FAILED
  }

  /// Whether telemetry can be expected.
  boolean isActive() {
    return active || watch.hasTelemetry();
  }

  /// Returns when it is time to ask for the first event, subscribed or not.
  ///
  /// @param init deadline for that
  void begin(Deadline init) throws InterruptedException {
    int failures = 0;
    long left = init.left(now());
    while (failures < MOST_FAILURES_IN_INIT && left > 0) {
      Progress progress = advance(Duration.ofNanos(left));
      if (progress == Progress.SETTLED) {
        return;
      }
      if (progress == Progress.FAILED) {
        failures++;
        waiter.pause(PAUSE_IN_INIT);
      }
      left = init.left(now());
    }
    log.warn("Subscribing to telemetry is slow, continuing in the background: " + failure);
    call.detach();
    Thread.ofPlatform().daemon().name("subscription").start(this::goOn);
  }

  private void goOn() {
    try {
      for (int i = 0; i < MOST_SLICES; i++) {
        Progress progress = advance(SLICE);
        if (progress == Progress.SETTLED) {
          return;
        }
        if (progress == Progress.FAILED) {
          waiter.pause(SLICE);
        }
      }
      refused(failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Progress advance(Duration most) {
    try {
      return switch (call.await(most.plusMillis(1))) {
        case ACTIVE -> succeeded();
        case NOT_SUPPORTED -> {
          log.warn("The Telemetry API is not supported here: no logs will be forwarded");
          yield Progress.SETTLED;
        }
        case UNANSWERED -> {
          failure = "no answer yet";
          yield arrived(Progress.WAITING);
        }
      };
    } catch (LambdaApiException e) {
      failure = String.valueOf(e.getMessage());
      Progress progress = arrived(Progress.FAILED);
      boolean refused = e.status() >= 400 && e.status() < 500;
      return progress == Progress.FAILED && refused ? refused(failure) : progress;
    }
  }

  /// If telemetry is arriving, an earlier call succeeded, whatever became of its answer.
  private Progress arrived(Progress otherwise) {
    return watch.hasTelemetry() ? succeeded() : otherwise;
  }

  private Progress succeeded() {
    active = true;
    log.info("Successfully subscribed to Logs API on port " + port);
    return Progress.SETTLED;
  }

  private Progress refused(String reason) {
    log.error("Subscribing to telemetry failed, no logs will be forwarded: " + reason);
    return Progress.SETTLED;
  }

  private long now() {
    return clocks.nanos().getAsLong();
  }
}
