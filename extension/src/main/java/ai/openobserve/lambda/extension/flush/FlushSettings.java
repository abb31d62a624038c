package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.delivery.Breaker;
import ai.openobserve.lambda.extension.time.AwakeTime;
import ai.openobserve.lambda.extension.time.Clocks;
import ai.openobserve.lambda.extension.time.ElapsedTime;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// The flusher's settings and clocks.
///
/// @param interval period of the timer, and time between probes
/// @param budget most time that delivery may add to an invocation
/// @param timeout of one request, in awake time
/// @param initialDelay the first back-off
/// @param nanos measures waits
/// @param awake measures requests
/// @param elapsed measures what continues while the environment is frozen
public record FlushSettings(
    Duration interval,
    Duration budget,
    Duration timeout,
    Duration initialDelay,
    int maxRetries,
    Breaker breaker,
    LongSupplier nanos,
    AwakeTime awake,
    ElapsedTime elapsed) {

  /// From the configuration.
  ///
  /// @param chance random numbers from 0 to 1, which spread back-offs
  public static FlushSettings of(
      Configuration configuration, Clocks clocks, DoubleSupplier chance) {
    return new FlushSettings(
        configuration.flushInterval(),
        configuration.flushBudget(),
        configuration.requestTimeout(),
        configuration.initialRetryDelay(),
        configuration.maxRetries(),
        new Breaker(
            configuration.maxRetries(),
            configuration.initialRetryDelay(),
            configuration.maxRetryDelay(),
            chance),
        clocks.nanos(),
        new AwakeTime(clocks),
        new ElapsedTime(clocks));
  }
}
