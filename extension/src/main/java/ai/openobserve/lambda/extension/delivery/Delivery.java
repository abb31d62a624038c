package ai.openobserve.lambda.extension.delivery;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.log.Log;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import dev.failsafe.event.ExecutionScheduledEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Delivers a batch with retries: exponential back-off with jitter, or what the server asks for.
/// Thread-safe.
///
/// Once a final deadline is set, attempts and back-offs are cut to fit it, those that sleep already
/// included.
public final class Delivery implements Sender {
  private static final double JITTER = 0.25;

  private final OpenObserveClient client;
  private final Configuration configuration;
  private final LongSupplier nanos;
  private final Log log;
  private final Set<Thread> backingOff = new HashSet<>();
  private volatile boolean finishing;
  private volatile long finalDeadline;

  public Delivery(
      OpenObserveClient client, Configuration configuration, LongSupplier nanos, Log log) {
    this.client = client;
    this.configuration = configuration;
    this.nanos = nanos;
    this.log = log;
  }

  @Override
  public Outcome deliver(Batch batch, boolean retries, Consumer<Duration> scheduled) {
    EncodedBatch encoded = new EncodedBatch(batch);
    if (!retries || configuration.maxRetries() == 0) {
      return attempt(encoded);
    }
    RetryPolicy<Outcome> policy =
        policy(batch)
            .onRetryScheduled(event -> backOff(event, scheduled))
            .onRetry(event -> goOn())
            .build();
    try {
      return Failsafe.with(policy).get(() -> attempt(encoded));
    } catch (FailsafeException e) {
      // Only #finishBy interrupts a back-off; the batch is for the final flush then.
      return new Outcome.Postponed();
    } finally {
      goOn();
    }
  }

  private RetryPolicyBuilder<Outcome> policy(Batch batch) {
    RetryPolicyBuilder<Outcome> builder =
        RetryPolicy.<Outcome>builder()
            .handleResultIf(this::isWorthARetry)
            .withMaxRetries(configuration.maxRetries())
            .withDelayFn(context -> delay(context.getLastResult(), context.getAttemptCount()));
    if (!batch.quiet()) {
      int most = configuration.maxRetries();
      builder.onFailedAttempt(event -> {
        if (event.getLastResult() instanceof Outcome.Unavailable unavailable
            && event.getAttemptCount() > 0) {
          log.warn(attemptFailed(event.getAttemptCount() - 1, most, unavailable.reason()));
        }
      });
    }
    return builder;
  }

  private static String attemptFailed(int retry, int most, String reason) {
    return retry == 0
        ? "Delivery attempt failed: " + reason
        : "Retry attempt " + retry + "/" + most + " failed: " + reason;
  }

  private boolean isWorthARetry(Outcome outcome) {
    return outcome instanceof Outcome.Unavailable unavailable
        && unavailable.retryAfter().compareTo(configuration.maxRetryDelay()) <= 0
        && (!finishing || left().compareTo(unavailable.retryAfter()) > 0);
  }

  /// What the server asked for, what the final deadline leaves, or the back-off. Failsafe's own
  /// back-off and jitter would come back before the time that the server asked for, and exceed the
  /// longest back-off that is set.
  private Duration delay(Outcome last, int attempts) {
    if (last instanceof Outcome.Unavailable unavailable && !unavailable.retryAfter().isZero()) {
      return unavailable.retryAfter();
    }
    if (finishing) {
      Duration share = left().dividedBy(4);
      return share.compareTo(configuration.initialRetryDelay()) < 0
          ? share
          : configuration.initialRetryDelay();
    }
    return backOff(attempts);
  }

  /// Twice the one before, up to the longest, each shortened a little by chance: environments that
  /// failed together do not come back together.
  private Duration backOff(int attempts) {
    double longest = configuration.maxRetryDelay().toNanos();
    double doubled = configuration.initialRetryDelay().toNanos() * Math.pow(2, attempts - 1.0);
    double chance = 1 - JITTER * ThreadLocalRandom.current().nextDouble();
    return Duration.ofNanos((long) (Math.min(longest, doubled) * chance));
  }

  private Outcome attempt(EncodedBatch batch) {
    Duration timeout = configuration.requestTimeout();
    if (finishing) {
      Duration left = left();
      if (left.isZero()) {
        return new Outcome.Unavailable("no time left", Duration.ZERO);
      }
      timeout = left.compareTo(timeout) < 0 ? left : timeout;
    }
    return client.send(batch, timeout);
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, finalDeadline - nanos.getAsLong()));
  }

  private void backOff(ExecutionScheduledEvent<Outcome> event, Consumer<Duration> scheduled) {
    scheduled.accept(event.getDelay());
    synchronized (backingOff) {
      backingOff.add(Thread.currentThread());
      if (finishing && event.getDelay().compareTo(left()) > 0) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void goOn() {
    synchronized (backingOff) {
      if (backingOff.remove(Thread.currentThread())) {
        // An interrupt that came as the back-off ended must not hit the attempt.
        Thread.interrupted();
      }
    }
  }

  @Override
  public void finishBy(Duration most) {
    synchronized (backingOff) {
      finalDeadline = nanos.getAsLong() + most.toNanos();
      finishing = true;
      backingOff.forEach(Thread::interrupt);
    }
  }

  @Override
  public void warmUp() {
    client.warmUp(configuration.requestTimeout());
  }
}
