package ai.openobserve.lambda.sandbox.internal.environment;

import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// One invocation. Its request is immutable; the environment's [Monitor] guards its outcome.
public final class Invocation {
  private final String requestId = UUID.randomUUID().toString();
  private final String payload;
  private final Instant deadline;
  private final long startedNanos;
  private final long deadlineNanos;
  private final String spanId = hex(16);
  private final String traceId =
      "Root=1-%08x-%s;Parent=%s;Sampled=1"
          .formatted(Instant.now().getEpochSecond(), hex(24), spanId);
  private Optional<String> response = Optional.empty();
  private Optional<String> errorType = Optional.empty();
  private Status status = Status.SUCCESS;
  private long respondedNanos;
  private long doneNanos;

  /// @param startedNanos the [System#nanoTime] of its start
  public Invocation(String payload, long startedNanos, Duration timeout) {
    this.payload = payload;
    this.startedNanos = startedNanos;
    this.deadlineNanos = startedNanos + timeout.toNanos();
    this.deadline = Instant.now().plusNanos(deadlineNanos - System.nanoTime());
  }

  /// The request ID.
  public String requestId() {
    return requestId;
  }

  /// The caller's payload.
  public String payload() {
    return payload;
  }

  /// When it times out.
  public Instant deadline() {
    return deadline;
  }

  /// When it times out, by [System#nanoTime].
  public long deadlineNanos() {
    return deadlineNanos;
  }

  /// Its trace header.
  public String traceId() {
    return traceId;
  }

  /// The span in its trace header.
  public String spanId() {
    return spanId;
  }

  boolean done() {
    return doneNanos != 0;
  }

  void succeed(String answer) {
    response = Optional.of(answer);
    respondedNanos = System.nanoTime();
  }

  void fail(String answer, String type) {
    response = Optional.of(answer);
    status = Status.ERROR;
    errorType = Optional.of(type);
    respondedNanos = System.nanoTime();
  }

  /// Records that the runtime is done with it, or gone.
  void finish() {
    if (doneNanos == 0) {
      doneNanos = System.nanoTime();
    }
  }

  /// Ends it without an answer from the function.
  void end(Status how, Optional<String> type) {
    status = how;
    errorType = type;
    finish();
  }

  /// Its result so far, with the runtime counted as done.
  InvokeResult result() {
    finish();
    Duration phase = Duration.ofNanos(System.nanoTime() - startedNanos);
    Duration done = Duration.ofNanos(doneNanos - startedNanos);
    Duration responded =
        respondedNanos == 0 ? done : Duration.ofNanos(respondedNanos - startedNanos);
    return new InvokeResult(
        requestId, status, response, errorType, new InvokeResult.Timings(responded, done, phase));
  }

  private static String hex(int digits) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < digits; i++) {
      text.append(Character.forDigit(ThreadLocalRandom.current().nextInt(16), 16));
    }
    return text.toString();
  }
}
