package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.config.FlushStrategy;
import ai.openobserve.lambda.extension.flush.FlushPolicy;
import ai.openobserve.lambda.extension.flush.Flusher;
import ai.openobserve.lambda.extension.flush.InvocationHistory;
import ai.openobserve.lambda.extension.lambda.LambdaEvent;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.metrics.Metrics;
import ai.openobserve.lambda.extension.telemetry.InvocationWatch;
import ai.openobserve.lambda.extension.time.Clocks;
import ai.openobserve.lambda.extension.time.Deadline;
import ai.openobserve.lambda.extension.time.ElapsedTime;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Handles an INVOKE until the next event may be asked for: chooses the flush strategy, and whether
/// and how long to hold the invocation. Used by one thread.
final class Invocations {
  /// Reserved before an invocation's deadline: an extension that misses it makes the function time
  /// out.
  private static final Duration MARGIN = Duration.ofMillis(100);

  private final Configuration configuration;
  private final Pipeline pipeline;
  private final Flusher flusher;
  private final InvocationWatch watch;
  private final BooleanSupplier telemetry;
  private final Clocks clocks;
  private final Log log;
  private final InvocationHistory history;
  private String newest = "";
  private long doneWhenMissed = -1;

  /// @param telemetry whether telemetry can be expected by now
  Invocations(
      Configuration configuration,
      Pipeline pipeline,
      BooleanSupplier telemetry,
      Clocks clocks,
      Log log) {
    this.configuration = configuration;
    this.pipeline = pipeline;
    this.flusher = pipeline.flusher();
    this.watch = pipeline.watch();
    this.telemetry = telemetry;
    this.clocks = clocks;
    this.log = log;
    this.history = new InvocationHistory(new ElapsedTime(clocks));
  }

  boolean hasTelemetry() {
    return telemetry.getAsBoolean();
  }

  /// Request id of the newest invocation; empty before the first.
  String newest() {
    return newest;
  }

  /// Returns when the next event may be asked for.
  void follow(LambdaEvent.Invoke invoke) throws InterruptedException {
    newest = invoke.requestId();
    watch.begun(newest);
    pipeline.buffer().holds().allow(configuration.flushBudget());
    boolean worth = flusher.begin();
    Metrics metrics = pipeline.metrics();
    if (metrics != null) {
      metrics.begin();
    }
    if (worth) {
      pipeline.losses().report();
    }
    FlushStrategy strategy =
        FlushPolicy.choose(configuration.flushStrategy(), history.started(endUnseen()));
    if (!worth || !hasTelemetry()) {
      // Nothing would be sent now, so there is nothing to wait for.
      strategy = FlushStrategy.CONTINUOUS;
    }
    log.debug("Invocation " + newest + ", flush strategy " + strategy);
    flusher.follow(strategy);
    boolean continuous = strategy == FlushStrategy.CONTINUOUS;
    boolean ended = !continuous && hold(strategy, clocks.deadline(invoke.deadline(), MARGIN));
    if (metrics != null && (continuous || ended)) {
      metrics.over(ended);
    }
    history.ended();
  }

  /// Whether a wait for the function's end timed out and no end was reported since. If so, no
  /// further invocation is held for one.
  private boolean endUnseen() {
    return doneWhenMissed == watch.runtimesDone();
  }

  /// Holds the invocation until the function ends, then flushes. Returns whether the end was seen.
  private boolean hold(FlushStrategy strategy, Deadline deadline) throws InterruptedException {
    if (awaitRuntimeDone(strategy, deadline)) {
      flusher.flush(shorter(pipeline.buffer().holds().left(), left(deadline)));
      return true;
    }
    if (flusher.isWorthHolding()) {
      doneWhenMissed = watch.runtimesDone();
    }
    flusher.flush(Duration.ZERO);
    return false;
  }

  private boolean awaitRuntimeDone(FlushStrategy strategy, Deadline deadline)
      throws InterruptedException {
    if (configuration.flushStrategy() == FlushStrategy.AUTO
        && strategy == FlushStrategy.END
        && left(deadline).compareTo(FlushPolicy.LONG) > 0) {
      if (watch.awaitRuntimeDone(newest, FlushPolicy.LONG, flusher::isWorthHolding)) {
        return true;
      }
      if (!flusher.isWorthHolding()) {
        return false;
      }
      // The invocation has turned out to be a long one.
      flusher.follow(FlushStrategy.PERIODIC);
    }
    return watch.awaitRuntimeDone(newest, left(deadline), flusher::isWorthHolding);
  }

  private Duration left(Deadline deadline) {
    return Duration.ofNanos(deadline.left(clocks.nanos().getAsLong()));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
