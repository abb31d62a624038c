package ai.openobserve.lambda.extension.delivery;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.Execution;
import dev.failsafe.ExecutionContext;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// Failsafe's retry policy and circuit breaker for one backend, without Failsafe's threads and
/// clocks: it turns an outcome into a back-off, and the caller, who keeps the time, says when an
/// open breaker lets an attempt through. The first failure opens it; from then on attempts are made
/// one at a time. Not thread-safe.
public final class Breaker {
  private static final double JITTER = 0.25;

  /// Keeps Failsafe's own clock from half-opening the breaker: only [#letOneThrough] does.
  private static final Duration NEVER = Duration.ofDays(36_500);

  private final Duration initialDelay;
  private final Duration longestDelay;
  private final DoubleSupplier chance;
  private final int maxRetries;
  private @Nullable Failing failing;
  private int failures;

  /// @param chance uniformly distributed from 0 to 1, so that environments that failed together do
  ///   not retry together
  public Breaker(
      int maxRetries, Duration initialDelay, Duration longestDelay, DoubleSupplier chance) {
    this.initialDelay = initialDelay;
    this.longestDelay = longestDelay;
    this.chance = chance;
    this.maxRetries = maxRetries;
  }

  public boolean isClosed() {
    return failing == null || failing.circuit.isClosed();
  }

  /// Failures since the last success.
  public int failures() {
    return failures;
  }

  /// Reports a success: closes the breaker.
  public void succeeded() {
    failures = 0;
    if (failing != null) {
      failing.series = Execution.of(failing.policy);
      failing.circuit.close();
    }
  }

  /// Reports a failed attempt. Returns how long to wait before the retry, or null if the retries
  /// are used up.
  public @Nullable Duration failed(Outcome outcome) {
    failures++;
    Failing now = failing();
    now.circuit.open();
    if (now.series.isComplete()) {
      return null;
    }
    now.series.recordResult(outcome);
    return now.series.isComplete() ? null : now.series.getDelay();
  }

  /// Opens the breaker without a retry, for a backend that refuses; only probes are left.
  public void open() {
    failing().circuit.open();
  }

  /// Lets one attempt through an open breaker, to probe whether the backend is back.
  public void letOneThrough() {
    if (!isClosed()) {
      CircuitBreaker<Outcome> circuit = failing().circuit;
      circuit.open();
      circuit.halfOpen();
    }
  }

  private Failing failing() {
    if (failing == null) {
      failing = new Failing();
    }
    return failing;
  }

  private Duration delay(ExecutionContext<Outcome> context) {
    if (context.getLastResult() instanceof Outcome.Unavailable unavailable
        && !unavailable.retryAfter().isZero()) {
      return unavailable.retryAfter();
    }
    double doubled = initialDelay.toNanos() * Math.pow(2, failures - 1.0);
    double shortened = 1 - JITTER * chance.getAsDouble();
    return Duration.ofNanos(
        (long) (Math.min((double) longestDelay.toNanos(), doubled) * shortened));
  }

  /// Failsafe's objects, created at the first failure: an environment without one does not pay for
  /// them, least of all at its start.
  private final class Failing {
    final CircuitBreaker<Outcome> circuit =
        CircuitBreaker.<Outcome>builder().withFailureThreshold(1).withDelay(NEVER).build();
    final RetryPolicy<Outcome> policy =
        RetryPolicy.<Outcome>builder()
            .handleResultIf(outcome -> true)
            .withMaxRetries(maxRetries)
            .withDelayFn(Breaker.this::delay)
            .build();
    Execution<Outcome> series = Execution.of(policy);
  }
}
