package ai.openobserve.lambda.extension.delivery;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.Execution;
import dev.failsafe.ExecutionContext;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// Failsafe's retry policy and circuit breaker for one backend, without Failsafe's threads and
/// clocks: an outcome goes in, the back-off comes out, and whoever keeps the time says when the
/// breaker lets an attempt through. The first failure opens it; from then on attempts go one by
/// one. Not thread-safe.
public final class Breaker {
  private static final double JITTER = 0.25;

  /// Failsafe's own clock is not asked: [#letOneThrough] comes first.
  private static final Duration NEVER = Duration.ofDays(36_500);

  private final Duration initialDelay;
  private final Duration longestDelay;
  private final DoubleSupplier chance;
  private final int maxRetries;
  private @Nullable Failing failing;
  private int failures;

  /// @param chance evenly distributed from 0 to 1: environments that failed together do not come
  ///   back together
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

  /// The backend works.
  public void succeeded() {
    failures = 0;
    if (failing != null) {
      failing.series = Execution.of(failing.policy);
      failing.circuit.close();
    }
  }

  /// An attempt has failed. Returns how long to wait before the retry, or null where the retries
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

  /// The backend refuses or stalls: no retries, probes at most.
  public void open() {
    failing().circuit.open();
  }

  /// An open breaker lets one attempt through, to look whether the backend is back.
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

  /// What Failsafe has. Made at the first failure: an environment without one pays for nothing of
  /// it, its start least of all.
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
