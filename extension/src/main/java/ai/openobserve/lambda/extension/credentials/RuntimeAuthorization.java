package ai.openobserve.lambda.extension.credentials;

import ai.openobserve.lambda.extension.config.Authorization;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.time.ElapsedTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The header from a secret or parameter: read on first use, and again after a refusal.
///
/// A value stays in use until another one is read, so a refusal while the secret cannot be read
/// does no harm. After a refusal the value is read again at most once a minute; failed reads are
/// repeated after a pause that doubles up to a minute. Frozen time counts, since the secret may
/// have changed meanwhile.
///
/// Thread-safe. The object's own lock guards its fields and is held while the secret is read, so
/// that several requests share one read; [#current] takes it only while there is no value yet.
public final class RuntimeAuthorization implements AuthorizationSource {
  private static final Duration BETWEEN_READINGS = Duration.ofMinutes(1);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  private final SecretClient client;
  private final ElapsedTime elapsed;
  private final Log log;
  private volatile @Nullable Authorization value;
  private final Set<String> reported = new HashSet<>();
  private String reason = "";
  private Duration pause = Duration.ZERO;
  private long pausedSince;
  private int failures;

  public RuntimeAuthorization(SecretClient client, ElapsedTime elapsed, Log log) {
    this.client = client;
    this.elapsed = elapsed;
    this.log = log;
  }

  @Override
  public String variable() {
    return client.variable();
  }

  @Override
  public String origin() {
    return client.toString();
  }

  @Override
  public Credential current() {
    Authorization known = value;
    return known == null ? firstValue() : new Credential.Ready(known);
  }

  private synchronized Credential firstValue() {
    Authorization known = value;
    if (known != null) {
      return new Credential.Ready(known);
    }
    if (left().isZero()) {
      switch (client.read()) {
        case Reading.Value(Authorization read) -> {
          succeeded(read, Duration.ZERO);
          return new Credential.Ready(read);
        }
        case Reading.Failure(String why) -> failed(why);
      }
    }
    return new Credential.Missing(variable() + " cannot be read: " + reason, left());
  }

  @Override
  public synchronized boolean refused(Authorization used) {
    if (used.equals(value) && left().isZero()) {
      switch (client.read()) {
        case Reading.Value(Authorization read) -> {
          if (!read.equals(used)) {
            log.info(variable() + " has a new value, using it from now on");
          }
          succeeded(read, BETWEEN_READINGS);
        }
        case Reading.Failure(String why) -> failed(why);
      }
    }
    return !used.equals(value);
  }

  private void succeeded(Authorization read, Duration untilNext) {
    if (failures > 0) {
      log.info(variable() + " can be read again");
    }
    value = read;
    failures = 0;
    reported.clear();
    pause(untilNext);
  }

  /// Logs each reason once until a read succeeds.
  private void failed(String why) {
    reason = why;
    failures++;
    if (reported.add(why)) {
      log.error(variable() + " cannot be read: " + why);
    }
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
    pause(doubled.compareTo(BETWEEN_READINGS) < 0 ? doubled : BETWEEN_READINGS);
  }

  private void pause(Duration duration) {
    pausedSince = elapsed.nanos();
    pause = duration;
  }

  private Duration left() {
    Duration left = pause.minusNanos(elapsed.nanos() - pausedSince);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
