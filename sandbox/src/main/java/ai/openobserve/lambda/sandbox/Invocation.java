package ai.openobserve.lambda.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// One invocation on its way. Guarded by the environment's [Monitor].
final class Invocation {
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

  Invocation(String payload, long startedNanos, Duration timeout) {
    this.payload = payload;
    this.startedNanos = startedNanos;
    this.deadlineNanos = startedNanos + timeout.toNanos();
    this.deadline = Instant.now().plusNanos(deadlineNanos - System.nanoTime());
  }

  String requestId() {
    return requestId;
  }

  String payload() {
    return payload;
  }

  Instant deadline() {
    return deadline;
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  String traceId() {
    return traceId;
  }

  String spanId() {
    return spanId;
  }

  Status status() {
    return status;
  }

  Optional<String> errorType() {
    return errorType;
  }

  int responseBytes() {
    return response.map(String::length).orElse(0);
  }

  boolean responded() {
    return respondedNanos != 0;
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

  /// The runtime is done with it, or gone.
  void finish() {
    if (doneNanos == 0) {
      doneNanos = System.nanoTime();
    }
  }

  /// It has ended otherwise than by the function's answer.
  void end(Status how, Optional<String> type) {
    status = how;
    errorType = type;
    finish();
  }

  Duration sinceStart() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  Duration untilDone() {
    return Duration.ofNanos(doneNanos - startedNanos);
  }

  /// The result, now that the phase has ended.
  InvokeResult result() {
    finish();
    Duration phase = sinceStart();
    Duration done = untilDone();
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
